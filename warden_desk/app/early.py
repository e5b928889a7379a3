"""One Qt switch that must be set before the application exists, set without the price of `Qt`.

WebEngine, which the map loads later, needs `AA_ShareOpenGLContexts` from the start. In PySide the
first use of the name `Qt` makes some 150 enumerations, which takes an eighth of the time to a bare
window; so Qt's own function is called directly where it can be found.
"""

import ctypes
import sys

from PySide6.QtCore import QCoreApplication

_SHARE_GL_CONTEXTS = 18
"""`Qt::AA_ShareOpenGLContexts`; part of Qt 6's stable binary interface."""

_SET_ATTRIBUTE = {
    "linux": (
        "libQt6Core.so.6",
        "_ZN16QCoreApplication12setAttributeEN2Qt20ApplicationAttributeEb",
    ),
    "win32": (
        "Qt6Core.dll",
        "?setAttribute@QCoreApplication@@SAXW4ApplicationAttribute@Qt@@_N@Z",
    ),
}
"""Library, already loaded by PySide, and the name of QCoreApplication::setAttribute in it."""


def share_gl_contexts() -> None:
    """Let a WebEngine view be made any time later."""
    try:
        library, name = _SET_ATTRIBUTE[sys.platform]
        set_attribute = ctypes.CDLL(library)[name]
    except (KeyError, OSError, AttributeError):
        _share_as_documented()
    else:
        set_attribute.argtypes = (ctypes.c_int, ctypes.c_bool)
        set_attribute.restype = None
        set_attribute(_SHARE_GL_CONTEXTS, True)


def _share_as_documented() -> None:
    from PySide6.QtCore import Qt  # dear: see above

    QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_ShareOpenGLContexts)
