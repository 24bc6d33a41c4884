"""`python -m newscore`: the command, where its script is not on the path."""

from newscore.cli import main

if __name__ == "__main__":
    main()
