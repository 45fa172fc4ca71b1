"""A wire whose two ends are in one process: for wire.send and wire.receive, a socket that gives back what it was given."""


class Loop:
    """Both ends of a wire: what is sent is what is received."""

    def __init__(self) -> None:
        self.data = bytearray()
        self.position = 0

    def settimeout(self, seconds: float) -> None:
        """Nothing here has to be waited for."""

    def sendmsg(self, buffers: list[memoryview]) -> int:
        for each in buffers:
            self.data += each
        return sum(len(each) for each in buffers)

    def recv_into(self, view: memoryview) -> int:
        size = min(len(view), len(self.data) - self.position)
        view[:size] = self.data[self.position : self.position + size]
        self.position += size
        return size

    def clear(self) -> None:
        """Forget a frame of which only a part was sent."""
        self.data.clear()
        self.position = 0
