import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

SOUND: dict[str, Any] = {"name": "Ministry of the Test", "country": "VN", "home": "https://{id}.example/"}


def _toml(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key} = {_toml(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list) and any(isinstance(item, dict) for item in value):
        return "[" + ", ".join(map(_toml, value)) + "]"
    if isinstance(value, date):
        return value.isoformat()
    return json.dumps(value, ensure_ascii=False).replace("NaN", "nan")


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Write a sound portal file, changed by keywords (None leaves a key out); returns its path."""

    def write(portal_id: str = "vn-a", folder: str = "vn", **changes: Any) -> Path:
        data = {"id": portal_id, **SOUND, "evidence": {"confidence": "seen"}} | changes
        data["home"] = data["home"].format(id=portal_id) if isinstance(data["home"], str) else data["home"]
        path = tmp_path / folder / f"{portal_id}.toml"
        path.parent.mkdir(parents=True, exist_ok=True)
        lines = [f"{json.dumps(key)} = {_toml(value)}" for key, value in data.items() if value is not None]
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return path

    return write


@pytest.fixture
def write_family(tmp_path: Path) -> Callable[..., Path]:
    """Write a sound family file into `families/`, changed by keywords (None leaves a key out); returns its path."""

    def write_family(family_id: str = "kit", **changes: Any) -> Path:
        data = {"id": family_id, "name": "The Kit", "evidence": {"confidence": "seen"}} | changes
        path = tmp_path / "families" / f"{family_id}.toml"
        path.parent.mkdir(exist_ok=True)
        lines = [f"{key} = {_toml(value)}" for key, value in data.items() if value is not None]
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return path

    return write_family
