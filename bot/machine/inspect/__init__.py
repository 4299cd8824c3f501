"""Looking into foreign files in a child process of small means (design §2.7).

`run.py` starts the child; the rest runs in it.
"""
