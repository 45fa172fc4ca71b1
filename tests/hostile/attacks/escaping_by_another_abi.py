"""Makes system calls as a 32 bit program would, whose numbers mean other calls: a filter that looks at numbers alone lets them pass.

Must: such a call ends the worker.
"""

# /// attack
# earns = { mnist_distance = [] }
# says = ["Your code crashed the Python interpreter (SIG"]
# ///
import ctypes
import mmap

# mov eax, 20; int 0x80; ret: getpid as i386 counts. On other processors it is no code at all.
CODE = bytes.fromhex("b814000000 cd80 c3")


def mnist_distance(a, b):
    page = mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
    page.write(CODE)
    address = ctypes.addressof(ctypes.c_char.from_buffer(page))
    ctypes.CFUNCTYPE(ctypes.c_int)(address)()
    return (a - b).abs().mean((-1, -2))
