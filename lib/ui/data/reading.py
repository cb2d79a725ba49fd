"""Files being read in the background: progress with the file's name, and a way to stop, while the page stays alive."""

import logging
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field

import streamlit as st

from lib.ingest import read_file
from lib.ingest.model import Import, Problem
from lib.ingest.rows.limits import stopped_by
from lib.text import _
from lib.ui.parts import safe_markdown

_POLL = 0.1  # seconds between looks at the reading; after each of them a click on Stop is heard
_JOB = "upload_reading"


@dataclass
class Job:
    """One drop of files on its way through the door; ``imports`` grows as they are read."""

    files: Sequence[tuple[str, bytes]]
    imports: list[Import] = field(default_factory=list)
    stopped: threading.Event = field(default_factory=threading.Event)
    ended: threading.Event = field(default_factory=threading.Event)

    def run(self) -> None:
        """Read the files one after another until all are read or the visitor stops."""
        with stopped_by(self.stopped):
            for name, data in self.files:
                found = _read(name, data)
                if self.stopped.is_set():
                    break
                self.imports.append(found)
        self.ended.set()


def _read(name: str, data: bytes) -> Import:
    try:
        return read_file(data, name)
    except Exception:
        logging.getLogger("true_reach").exception("reading failed")
        text = _("“{name}” could not be read. Save the table you need as CSV and try again; the other files are not affected.")
        return Import([], [Problem(text.format(name=name), name, severity="error")], name)


def start(files: Sequence[tuple[str, bytes]]) -> None:
    """Begin to read (name, bytes) pairs in the background."""
    job = Job(files)
    st.session_state[_JOB] = job
    threading.Thread(target=job.run, daemon=True).start()


def stop() -> None:
    """Stop the reading; what was read before stays."""
    if job := st.session_state.get(_JOB):
        job.stopped.set()


def follow() -> list[Import] | None:
    """Show the reading's progress until it ends or is stopped, and return what was read; None when nothing is being read.

    A visitor who leaves the page finds the reading here again.
    """
    job: Job | None = st.session_state.get(_JOB)
    if job is None:
        return None
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        bar = st.progress(0.0)
        st.button(_("Stop"), key="stop_reading", icon=":material/stop_circle:", on_click=stop)
    count = len(job.files)
    while not job.ended.wait(_POLL) and not job.stopped.is_set():
        done = min(len(job.imports), count - 1)
        told = _("Reading {name} ({number} of {count}) …", name=safe_markdown(job.files[done][0]), number=done + 1, count=count)
        bar.progress(done / count, text=told)
    del st.session_state[_JOB]
    if job.stopped.is_set():
        st.toast(_("Stopped: {done} of {count} files were read.", done=len(job.imports), count=count))
    return list(job.imports)
