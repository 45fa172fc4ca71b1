"""What a worker does to itself before it reads student code: files, system calls, users and limits."""
