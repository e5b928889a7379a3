"""What is printed: sheets and their versions, copies, job sheets; and who holds which."""
