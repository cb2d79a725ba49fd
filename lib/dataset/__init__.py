"""The tables of one workspace, linked: who is who, which campaign, with proof that no sum changed."""

from lib.dataset.build import build_dataset, with_marks, with_settings
from lib.dataset.model import Dataset
from lib.settings import Settings

__all__ = ["Dataset", "Settings", "build_dataset", "with_marks", "with_settings"]
