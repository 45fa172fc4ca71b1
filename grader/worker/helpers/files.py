"""Helpers that are files: images and folders in the worker's scratch folder, its working directory."""

from pathlib import Path

from PIL import Image
from torch import Tensor

from grader.worker.helpers.registry import helper, kept


@helper
def image_file(name: str, pixels: Tensor) -> str:
    """Write grey pixels [height, width] uint8 as a PNG; gives the name back. Folders in the name are made."""
    Path(name).parent.mkdir(parents=True, exist_ok=True)
    Image.fromarray(pixels.cpu().numpy()).save(name, "PNG")
    return name


@helper
def image_folder(name: str, names: list[str], images: Tensor) -> str:
    """Write images [n, height, width] uint8 into a folder under n names, in this order; gives the folder's name back."""
    for each, pixels in zip(names, images, strict=True):
        image_file(f"{name}/{each}", pixels)
    return name


@helper
def text_file(name: str, text: str) -> str:
    """Write a text file, which is no image; gives the name back."""
    Path(name).write_text(text, encoding="utf-8")
    return name


@kept
def path(name: str) -> Path:
    """The name as a pathlib.Path."""
    return Path(name)
