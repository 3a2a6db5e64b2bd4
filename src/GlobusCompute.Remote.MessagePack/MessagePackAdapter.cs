namespace GlobusCompute.Remote.MessagePack;

/// <summary>The worker's side of the format.</summary>
internal static class MessagePackAdapter
{
    /// <summary>
    /// Python text. Timestamps become datetimes in UTC where those hold them exactly, and stay extension values otherwise, so that nothing changes on the way
    /// back. LZ4 as MessagePack for C# writes it is decompressed here where the module lz4 is missing.
    /// </summary>
    public const string Source = """
        import collections
        import dataclasses
        import datetime
        import enum
        import struct

        try:
            import msgpack
            if msgpack.version < (1,):
                msgpack = None
        except ImportError:
            msgpack = None

        if msgpack:
            class moment(msgpack.Timestamp):
                # What the module writes as a moment, with the names of an extension.
                code = -1
                data = property(msgpack.Timestamp.to_bytes)

        extension = collections.namedtuple("extension", "code data")
        epoch = datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc)

        def to_datetime(seconds, nanoseconds, otherwise):
            if nanoseconds % 1000:
                return otherwise
            try:
                return epoch + datetime.timedelta(seconds=seconds, microseconds=nanoseconds // 1000)
            except OverflowError:
                return otherwise

        def from_datetime(value):
            if value.tzinfo is None:
                raise TypeError("a datetime without a time zone is ambiguous; give it one, as datetime.timezone.utc")
            since = value - epoch
            seconds = since.days * 86400 + since.seconds
            # Moments of pandas are datetimes, and have nanoseconds besides.
            nanoseconds = since.microseconds * 1000 + getattr(value, "nanosecond", 0)
            if 0 <= seconds < 1 << 34:
                if nanoseconds == 0 and seconds < 1 << 32:
                    return struct.pack(">I", seconds)
                return struct.pack(">Q", nanoseconds << 34 | seconds)
            return struct.pack(">Iq", nanoseconds, seconds)

        def plain(value):
            if isinstance(value, enum.Enum):
                return value.value
            if hasattr(value, "tolist"):
                if getattr(getattr(value, "dtype", None), "kind", "") in ("m", "M", "c"):
                    raise TypeError(f"MessagePack has no form for numpy's {value.dtype}; convert it, as to datetime or to float")
                if getattr(getattr(value, "dtype", None), "char", "") == "g":
                    raise TypeError("MessagePack has no form for numpy's longdouble, which has more digits than a float; convert it to float")
                return value.tolist()
            if dataclasses.is_dataclass(value) and not isinstance(value, type):
                return {field.name: getattr(value, field.name) for field in dataclasses.fields(value)}
            if isinstance(value, (set, frozenset)):
                return list(value)
            if isinstance(value, int):
                raise OverflowError("MessagePack has integers of 64 bits, and this one needs more; convert it to str or float")
            raise TypeError(f"MessagePack has no form for {type(value).__name__}")

        def read_pure(data):
            data = memoryview(data)
            place = 0
            numbers = {0xca: ">f", 0xcb: ">d", 0xcc: ">B", 0xcd: ">H", 0xce: ">I", 0xcf: ">Q", 0xd0: ">b", 0xd1: ">h", 0xd2: ">i", 0xd3: ">q"}
            numbers = {code: (struct.Struct(form).unpack_from, struct.calcsize(form)) for code, form in numbers.items()}

            def size(width):
                return int.from_bytes(take(width), "big")

            def take(count):
                nonlocal place
                part = data[place:place + count]
                if len(part) != count:
                    raise ValueError("the data ends within a value")
                place += count
                return part

            def text(count):
                return str(take(count), "utf-8")

            def pairs(count):
                made = {}
                for _ in range(count):
                    key = one()
                    made[tuple(key) if type(key) is list else key] = one()
                return made

            def ext(count):
                code = int.from_bytes(take(1), "big", signed=True)
                body = bytes(take(count))
                value = extension(code, body)
                if code != -1:
                    return value
                if count == 4:
                    return to_datetime(int.from_bytes(body, "big"), 0, value)
                if count == 8:
                    both = int.from_bytes(body, "big")
                    return to_datetime(both & (1 << 34) - 1, both >> 34, value)
                return to_datetime(int.from_bytes(body[4:], "big", signed=True), int.from_bytes(body[:4], "big"), value)

            def one():
                nonlocal place
                code = data[place]
                place += 1
                if code < 0x80 or code >= 0xe0:
                    return code if code < 0x80 else code - 256
                if code < 0x90:
                    return pairs(code & 15)
                if code < 0xa0:
                    return [one() for _ in range(code & 15)]
                if code < 0xc0:
                    return text(code & 31)
                number = numbers.get(code)
                if number:
                    value = number[0](data, place)[0]
                    place += number[1]
                    return value
                if code in (0xc0, 0xc2, 0xc3):
                    return None if code == 0xc0 else code == 0xc3
                if 0xd9 <= code <= 0xdb:
                    return text(size(1 << code - 0xd9))
                if 0xc4 <= code <= 0xc6:
                    return bytes(take(size(1 << code - 0xc4)))
                if code in (0xdc, 0xdd):
                    return [one() for _ in range(size(2 if code == 0xdc else 4))]
                if code in (0xde, 0xdf):
                    return pairs(size(2 if code == 0xde else 4))
                if 0xd4 <= code <= 0xd8:
                    return ext(1 << code - 0xd4)
                if 0xc7 <= code <= 0xc9:
                    return ext(size(1 << code - 0xc7))
                raise ValueError(f"{code:#x} begins no value")

            value = one()
            if place != len(data):
                raise ValueError(f"{len(data) - place} bytes stand behind the value")
            return value

        def write_pure(value):
            output = bytearray()
            put = output.extend
            pack = struct.pack

            def head(count, fix, limit, code8, code16, code32):
                if count < limit:
                    output.append(fix | count)
                elif code8 and count < 256:
                    put((code8, count))
                elif count < 65536:
                    put(pack(">BH", code16, count))
                else:
                    put(pack(">BI", code32, count))

            def ext(code, body):
                fixed = {1: 0xd4, 2: 0xd5, 4: 0xd6, 8: 0xd7, 16: 0xd8}.get(len(body))
                if fixed:
                    output.append(fixed)
                else:
                    head(len(body), 0, 0, 0xc7, 0xc8, 0xc9)
                put(pack(">b", code))
                put(body)

            def one(value):
                if value is None:
                    output.append(0xc0)
                elif value is True or value is False:
                    output.append(0xc3 if value else 0xc2)
                elif isinstance(value, float):
                    put(pack(">Bd", 0xcb, value))
                elif isinstance(value, int) and -(1 << 63) <= value < 1 << 64:
                    if -32 <= value < 128:
                        output.append(value & 255)
                    elif value >= 0:
                        put(pack(">BI", 0xce, value) if value < 1 << 32 else pack(">BQ", 0xcf, value))
                    else:
                        put(pack(">Bi", 0xd2, value) if value >= -(1 << 31) else pack(">Bq", 0xd3, value))
                elif isinstance(value, str):
                    body = value.encode("utf-8")
                    head(len(body), 0xa0, 32, 0xd9, 0xda, 0xdb)
                    put(body)
                elif isinstance(value, (bytes, bytearray, memoryview)):
                    value = bytes(value)
                    head(len(value), 0, 0, 0xc4, 0xc5, 0xc6)
                    put(value)
                elif isinstance(value, extension):
                    ext(value.code, value.data)
                elif isinstance(value, (list, tuple)):
                    head(len(value), 0x90, 16, 0, 0xdc, 0xdd)
                    for item in value:
                        one(item)
                elif isinstance(value, dict):
                    head(len(value), 0x80, 16, 0, 0xde, 0xdf)
                    for key, item in value.items():
                        one(key)
                        one(item)
                elif isinstance(value, datetime.datetime):
                    ext(-1, from_datetime(value))
                else:
                    one(plain(value))

            one(value)
            return bytes(output)

        def times(value):
            # The module gives moments as objects of its own.
            if isinstance(value, list):
                return [times(item) for item in value]
            if isinstance(value, dict):
                return {times(key): times(item) for key, item in value.items()}
            if isinstance(value, msgpack.Timestamp):
                return to_datetime(value.seconds, value.nanoseconds, moment(value.seconds, value.nanoseconds))
            return value

        def for_module(value):
            if isinstance(value, (datetime.datetime, moment)):
                return msgpack.Timestamp.from_bytes(value.data if isinstance(value, moment) else from_datetime(value))
            return plain(value)

        def expand(block, size):
            try:
                import lz4.block
                return lz4.block.decompress(block, uncompressed_size=size)
            except ImportError:
                pass
            output = bytearray()
            place = 0

            def length(count):
                nonlocal place
                if count == 15:
                    more = 255
                    while more == 255:
                        more = block[place]
                        place += 1
                        count += more
                return count

            while place < len(block):
                token = block[place]
                place += 1
                count = length(token >> 4)
                output += block[place:place + count]
                place += count
                if place >= len(block):
                    break
                distance = block[place] | block[place + 1] << 8
                place += 2
                count = length(token & 15) + 4
                start = len(output) - distance
                if distance == 0 or start < 0:
                    raise ValueError("the LZ4 block is damaged")
                if distance >= count:
                    output += output[start:start + count]
                else:
                    output += (output[start:] * (count // distance + 1))[:count]
            if len(output) != size:
                raise ValueError("the LZ4 block is damaged")
            return bytes(output)

        def uncompressed(data):
            # The two forms of MessagePack for C#: one extension of code 99, or an array that begins with one of code 98 and goes on with blocks.
            def code_at(place):
                width = {0xc7: 2, 0xc8: 3, 0xc9: 5}.get(data[place], 1 if 0xd4 <= data[place] <= 0xd8 else None) if place < len(data) else None
                return None if width is None else data[place + width:place + width + 1]

            if code_at(0) == b"\x63":
                body = read_pure(data).data
                return expand(body[5:], int.from_bytes(body[1:5], "big"))
            first = 1 if 0x91 <= data[0] <= 0x9f else {0xdc: 3, 0xdd: 5}.get(data[0])
            if first and code_at(first) == b"\x62":
                sizes, *blocks = read_pure(data)
                lengths = read_pure(b"\xdd" + len(blocks).to_bytes(4, "big") + sizes.data)
                return b"".join(expand(block, size) for block, size in zip(blocks, lengths))
            return data

        def decode(data):
            data = uncompressed(bytes(data))
            if msgpack is None:
                return read_pure(data)
            try:
                value = msgpack.unpackb(data, strict_map_key=False)
            except TypeError:
                # A key is a list, of which a tuple is made here.
                return read_pure(data)
            return times(value) if b"\xff" in data else value

        def encode(value):
            return write_pure(value) if msgpack is None else msgpack.packb(value, default=for_module)
        """;
}
