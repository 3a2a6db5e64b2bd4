def crlf():
    text = "é😀"
    return text
