# SPDX-License-Identifier: Apache-2.0
"""Keeps what took long to make, by the content of what made it: the program and its inputs."""

import contextlib
import fcntl
import hashlib
import json
import os
import shutil
import zipfile

import numpy as np

STAMP = "made_by.json"


def sha256(path):
    try:
        with open(path, "rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as fault:
        raise SystemExit(f"{path}: {fault.strerror}") from None


def key(*parts):
    """Of anything that JSON can say; equal for equal parts only."""
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


def folder(path, made_by, make):
    """`path` as make(path) fills it, unless that was done already with the same key, and its files
    are as they were left. It is filled under another name: what was interrupted does not count."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with _alone(path.with_name(f".{path.name}.lock")):
        if _stamp(path) == {"key": made_by, "files": _files(path)}:
            return
        own = (STAMP, "command.txt")  # the second from trainers that had no stamp
        if path.exists() and not any((path / name).exists() for name in own):
            raise SystemExit(f"{path}: is none of the trainer's own folders and would be deleted")
        new = path.with_name(path.name + ".new")
        shutil.rmtree(new, ignore_errors=True)
        new.mkdir()
        make(new)
        (new / STAMP).write_text(json.dumps({"key": made_by, "files": _files(new)}))
        if path.exists():
            shutil.rmtree(path)
        new.rename(path)


@contextlib.contextmanager
def _alone(lock):
    """Waits until no other process makes the same."""
    with open(lock, "w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _stamp(path):
    try:
        return json.loads((path / STAMP).read_text())
    except (OSError, ValueError):
        return None


def _files(path):
    """A cache inside it is not part of a folder."""
    return {file.name: sha256(file) for file in sorted(path.glob("*"))
            if file.is_file() and file.name != STAMP and file.suffix != ".npz"}


def load_arrays(path, made_by):
    """name -> array of what save_arrays() kept with the same key, or None."""
    try:
        with open(path, "rb") as file, np.load(file) as stored:
            if str(stored["made_by"]) == made_by:
                return {name: stored[name] for name in stored.files if name != "made_by"}
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile):
        pass
    return None


def save_arrays(path, made_by, arrays):
    """All or nothing; nothing where the folder cannot be written to."""
    new = path.with_name(f".new.{path.name}")
    try:
        np.savez(new, made_by=made_by, **arrays)
        os.replace(new, path)
    except OSError as fault:
        new.unlink(missing_ok=True)
        print(f"{path}: not kept ({fault.strerror})")
