"""`python -m bench`: every benchmark; figures go to the screen and as JSON into `build/`.

    python -m bench [--screening FOLDER]

`--screening`: a folder with what the matcher is measured on and the repository does not hold: `ofac_oracle.csv`,
`cross_script_pairs.csv`, and the official lists in `ofac/` and `un/`. What is not there is left out
(docs/screening.md).
"""

import argparse
import subprocess
import sys
from pathlib import Path


def main() -> None:
    """One after another, each in a process of its own; the first that fails ends the run."""
    parser = argparse.ArgumentParser(prog="python -m bench")
    parser.add_argument("--screening", type=Path)
    folder: Path | None = parser.parse_args().screening
    runs = [["bench.press"], ["bench.limits"], ["bench.scale"]]
    if folder is not None:
        if not folder.is_dir():
            parser.error(f"{folder} is not a folder")
        runs += [["bench.screening", "pairs"], ["bench.screening", "speed"]]
        for what, option, name in (
            ("oracle", "--oracle", "ofac_oracle.csv"),
            ("scripts", "--file", "cross_script_pairs.csv"),
        ):
            if (folder / name).exists():
                runs.append(["bench.screening", what, option, str(folder / name)])
        if (folder / "ofac").is_dir():
            runs += [["bench.screening", what, "--folder", str(folder)] for what in ("lists", "alarms")]
    for arguments in runs:
        subprocess.run([sys.executable, "-m", *arguments], check=True)


if __name__ == "__main__":
    main()
