"""The portal's sections."""

from __future__ import annotations

from dataclasses import dataclass

PAGE_SIZE = 8  # stories on one page of a listing


@dataclass(frozen=True, slots=True)
class Section:
    """A listing. name: its path without the slash; page: how the address of its second page goes on."""

    name: str
    title: str
    language: str
    page: str

    def path(self, number: int = 1) -> str:
        """Return the address of a page of the listing, counted from 1."""
        return f"/{self.name}" + (self.page.format(number) if number > 1 else "")


SECTIONS = {
    section.name: section
    for section in (
        Section("tin-tuc-su-kien", "Tin tức - sự kiện", "vi", "?page={}"),
        Section("thong-cao-bao-chi", "Thông cáo báo chí", "vi", "/trang-{}.htm"),
        Section("en/news", "News and events", "en", "?page={}"),
        Section("th/khao", "ข่าวและกิจกรรม", "th", "?page={}"),
    )
}
