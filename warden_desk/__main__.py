"""`warden-desk`: the window without arguments, else the command line."""

import multiprocessing
import sys


def main() -> int:
    """Start one of the two; each is imported only if it is wanted."""
    multiprocessing.freeze_support()  # an installed program is its own worker (`formats/apart`)
    if len(sys.argv) > 1:
        from warden_desk.cli.main import main as run_command

        return run_command()
    from warden_desk.app import run

    return run()


if __name__ == "__main__":
    sys.exit(main())
