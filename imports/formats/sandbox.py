"""The limits of the child process: memory, time, open files, and no sockets or other programs.

On Linux the kernel refuses sockets (seccomp), whatever a library tries; elsewhere Python does.
"""

import ctypes
import platform
import sys
from contextlib import suppress

from imports.formats.limits import ImportLimits

_NO_NEW_PRIVILEGES, _SET_SECCOMP, _FILTER_MODE = 38, 22, 2
_ALLOW, _REFUSE = 0x7FFF0000, 0x00050000 | 1
"""SECCOMP_RET_ALLOW, and SECCOMP_RET_ERRNO with EPERM."""
_LOAD, _EQUAL, _AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06
"""Instructions of classic BPF: load a word, compare it, return."""
_NUMBER, _ARCHITECTURE = 0, 4
"""Where a system call has its number and its architecture."""
_X32 = 0x40000000
_CALLS = {
    # socket, connect, sendto, sendmsg, bind, listen, execve, ptrace, execveat, io_uring_setup
    "x86_64": (0xC000003E, (41, 42, 44, 46, 49, 50, 59, 101, 322, 425)),
    "aarch64": (0xC00000B7, (198, 203, 206, 211, 200, 201, 221, 117, 281, 425)),
}


class _Instruction(ctypes.Structure):
    _fields_ = (
        ("code", ctypes.c_ushort),
        ("if_true", ctypes.c_ubyte),
        ("if_false", ctypes.c_ubyte),
        ("value", ctypes.c_uint32),
    )


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("instructions", ctypes.POINTER(_Instruction)))


def enter_sandbox(limits: ImportLimits) -> None:
    """Limit this process for the rest of its life."""
    limit_resources(limits)
    if not refuse_calls():
        sys.addaudithook(_refuse_socket)


def limit_resources(limits: ImportLimits) -> None:
    """Limit memory, processor time, the size of files and their number, on systems that can."""
    try:
        import resource  # noqa: PLC0415 - it does not exist on Windows
    except ModuleNotFoundError:
        return
    for kind, most in (
        (resource.RLIMIT_AS, limits.memory_bytes),
        (resource.RLIMIT_CPU, limits.cpu_seconds),
        (resource.RLIMIT_FSIZE, limits.unpacked_bytes),
        (resource.RLIMIT_NOFILE, limits.open_files),
        (resource.RLIMIT_CORE, 0),
    ):
        with suppress(ValueError, OSError):
            resource.setrlimit(kind, (most, most))


def refuse_calls() -> bool:
    """Make the kernel refuse sockets and new programs; False if it cannot."""
    known = _CALLS.get(platform.machine())
    if sys.platform != "linux" or known is None:
        return False
    architecture, numbers = known
    steps = [(_LOAD, 0, 0, _ARCHITECTURE), (_EQUAL, 1, 0, architecture), (_RETURN, 0, 0, _REFUSE)]
    steps += [(_LOAD, 0, 0, _NUMBER), (_AT_LEAST, len(numbers) + 1, 0, _X32)]
    steps += [(_EQUAL, len(numbers) - at, 0, number) for at, number in enumerate(numbers)]
    steps += [(_RETURN, 0, 0, _ALLOW), (_RETURN, 0, 0, _REFUSE)]
    instructions = (_Instruction * len(steps))(*(_Instruction(*step) for step in steps))
    program = _Program(len(steps), instructions)
    prctl = ctypes.CDLL(None, use_errno=True).prctl
    if prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0):
        return False
    return not prctl(_SET_SECCOMP, _FILTER_MODE, ctypes.byref(program), 0, 0)


def _refuse_socket(event: str, _: object) -> None:
    if event.startswith(("socket.", "subprocess.", "os.exec", "os.system", "os.posix_spawn")):
        raise PermissionError(event)
