"""The page of the atlas."""

from warden_desk.ui.pages.atlas.page import AtlasPage

__all__ = ["AtlasPage"]
