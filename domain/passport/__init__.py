"""Project passports (M2.1–M2.4): the pools, the green corridor, Task Force."""
