"""Examples below the help of a command. A test types each of them."""

PROGRAM = "warden-desk"
_AS_WRITTEN = "\b"
"""Tells click to break no line of what follows."""


def examples(*lines: str) -> str:
    """What a command's help ends with; each line is what stands after the program's name."""
    return "\n".join([_AS_WRITTEN, "Examples:", *(f"  {PROGRAM} {line}" for line in lines)])
