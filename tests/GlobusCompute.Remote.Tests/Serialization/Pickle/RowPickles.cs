using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace GlobusCompute.Remote.Tests.Serialization.Pickle;

/// <summary>Pickles of rows as functions return them, most of them regular and some odd: by both picklers of Python and by dill, in protocols 2 to 5.</summary>
internal static class RowPickles
{
    private const string Script = """
        import base64, collections, datetime, decimal, pickle, random, sys, types
        import dill, numpy

        lab = types.ModuleType('lab')
        sys.modules['lab'] = lab
        exec('''
        from dataclasses import dataclass
        import collections, enum

        @dataclass
        class Sample:
            id: int
            name: str
            value: float

        @dataclass(frozen=True)
        class Frozen:
            id: int
            name: str
            value: float

        class Slots:
            __slots__ = ('id', 'name', 'value')

        class Empty:
            pass

        class Sub(dict):
            pass

        class Kind(enum.Enum):
            LEFT = 1

        Pair = collections.namedtuple('Pair', 'id name value')
        '''.replace('\n        ', '\n'), lab.__dict__)
        for v in list(lab.__dict__.values()):
            if isinstance(v, type) and v.__module__ in ('builtins', 'lab'):
                v.__module__ = 'lab'
        lab.Pair.__module__ = 'lab'

        def odd(r):
            return r.choice([None, True, False, 0, -1, 2**31, -2**31 - 1, 2**53 + 1, 2**63, -2**63, 10**30, -10**30, 0.0, -0.0, 1e308, float('nan'),
                float('inf'), 5e-324, '', 'x' * 300, '\ud800', 'caf\u00e9', '"\\', '1', '2024-02-29', b'bytes', [], [1, 2], (), (1,), {}, {'a': 1},
                datetime.datetime(2024, 2, 29), datetime.date(2024, 1, 1), decimal.Decimal('1.5'), numpy.float64(2.5), numpy.int32(7), numpy.array([1, 2]),
                'left', 'Right', 1, lab.Kind.LEFT, lab.Empty(), range(3), {1, 2}, 1j])

        def scalars(r, shared):
            name = r.choice(shared) if r.random() < 0.3 else 'sample %d' % r.randrange(10**6)
            return {'id': r.randrange(-5, 10**r.randrange(1, 10)), 'name': name, 'value': r.random() * 10**r.randrange(-3, 9)}

        def row(r, form, shared, oddness):
            row = scalars(r, shared)
            if form == 'wide':
                row.update(flag=r.random() < 0.5, kind=r.choice([1, 2, 'left', 'right', 'Left']))
                row.update(rank=r.choice([None, 1, 2.5]), when=r.choice([None, '2024-02-29']))
            if form == 'listed':
                row.update(values=[r.choice([1, 2.5, -1e300, 3]) for _ in range(r.choice([0, 0, 1, 2, 3, 1100]))])
                row.update(counts=r.choice([None, [], [1], [None, 2, 2**31 - 1, -5]]), names=r.choice([[], shared[:2], ['a', row['name']], [r.choice(shared)]]))
                row.update(raw=r.choice([None, b'', b'abc', b'x' * 300]), extra=r.choice([None, 1, [1, 'a', 2.5, None, True, 2**70], b'by', 'x', []]))
                row.update(marks=r.choice([[], [1, 1, 2**40]]), flags=r.choice([None, [True, False]]))
                row.update(when=r.choice([None, datetime.datetime(2024, 2, 29, 1, 2, 3, 4), datetime.datetime(1, 1, 1, fold=1), '2024-02-29']))
                row.update(day=r.choice([None, datetime.date(2024, 2, 29), datetime.date(9999, 12, 31)]), at=datetime.time(r.randrange(24), 5, fold=r.randrange(2)))
                row.update(took=r.choice([None, datetime.timedelta(1, 2, 3), datetime.timedelta(-1), datetime.timedelta(999999999)]))
                row.update(price=r.choice([None, decimal.Decimal('1.50'), decimal.Decimal('1e999'), decimal.Decimal('NaN'), decimal.Decimal(10**30)]))
                if r.random() < 0.3: row['name'] = r.choice(['datetime', 'decimal', 'date'])
                if r.random() < oddness: row['when'] = datetime.datetime(2024, 1, 1, tzinfo=r.choice([datetime.timezone.utc, datetime.timezone(datetime.timedelta(hours=1))]))
                if r.random() < oddness: row[r.choice(['values', 'counts', 'names', 'extra', 'other', 'price'])] = r.choice([datetime.date(1, 1, 1), [decimal.Decimal(1)], [[]], [(1, 2)], [1, [2]], (1, 2, 3, 4), [{}], [b'a'], ['1']])
            if form == 'nested':
                row['rows'] = [scalars(r, shared) for _ in range(r.randrange(4))]
                row['range'] = r.choice([None, (1, 2.5), [1, 2], (1,)])
                row['by_name'] = {n: scalars(r, shared) for n in r.sample(['a', 'b', 'c'], r.randrange(4))}
            if r.random() < oddness:
                change = r.randrange(6)
                key = r.choice(list(row))
                if change == 0: row[key] = odd(r)
                elif change == 1: del row[key]
                elif change == 2: row['extra %d' % r.randrange(3)] = odd(r)
                elif change == 3: row = dict(reversed(list(row.items())))
                elif change == 4: row[r.choice([1, None, ('id',), 'ID', 'Id', '$type', 'na\u00efve'])] = odd(r)
                else: row[key] = r.choice([1, 'a', 2.5])
            return row

        def value(seed):
            r = random.Random(seed)
            form = ['flat', 'wide', 'nested', 'tuple', 'tuple', 'object', 'flat', 'list', 'listed'][seed % 9]
            oddness = r.choice([0, 0, 0.1, 0.5])
            shared = ['alpha', 'beta', 'caf\u00e9', '', '\ud83d\ude00', 'y' * 300]
            rows = []
            for _ in range(r.choice([0, 1, 2, 3, 5, 8])):
                made = row(r, form, shared, oddness)
                if form == 'tuple': made = tuple(made.values())
                if form == 'list': made = list(made.values())
                if form == 'object' and all(isinstance(k, str) for k in made):
                    kind = r.choice([lab.Sample] * 5 + ([lab.Frozen, lab.Slots, lab.Empty, lab.Sub] if r.random() < oddness else []))
                    if kind is lab.Sub: made = kind(made)
                    else:
                        state, made = made, kind.__new__(kind)
                        for k, v in state.items():
                            if kind is not lab.Slots or k in kind.__slots__: object.__setattr__(made, k, v)
                if r.random() < oddness / 8: made = r.choice([odd(r), collections.OrderedDict(made) if isinstance(made, dict) else made, lab.Pair(1, 'a', 2.5)])
                rows.append(r.choice(rows) if rows and r.random() < 0.05 else made)
            whole = r.randrange(12)
            if whole == 0: return tuple(rows)
            if whole == 1: return rows[0] if rows else None
            if whole == 2: return {str(i): v for i, v in enumerate(rows)}
            if whole == 3 and oddness: return odd(r)
            if whole == 4 and oddness: rows.append(rows)
            return rows

        dumps = [pickle.dumps, lambda v, protocol: pickle._dumps(v, protocol), lambda v, protocol: dill.dumps(v, protocol=protocol)]
        for seed in range(int(sys.argv[1])):
            write = dumps[seed % 3]
            try:
                print(base64.b64encode(write(value(seed), protocol=2 + seed // 3 % 4)).decode())
            except RecursionError:
                pass
        """;

    private static readonly Lazy<IReadOnlyList<byte[]>> s_all = new(() => Make(1_200));

    /// <summary>Gets the pickles, the same in each run.</summary>
    public static IReadOnlyList<byte[]> All => s_all.Value;

    /// <summary>A pickle as a result.</summary>
    public static byte[] Payload(byte[] pickle) => Encoding.ASCII.GetBytes("00\n" + Convert.ToBase64String(pickle));

    private static List<byte[]> Make(int count)
    {
        string[] line = ["-I", "-c", Script, count.ToString(CultureInfo.InvariantCulture)];
        var start = new ProcessStartInfo("/usr/bin/python3", line) { RedirectStandardOutput = true };
        using var python = Process.Start(start)!;
        var pickles = new List<byte[]>();
        while (python.StandardOutput.ReadLine() is { } text)
        {
            pickles.Add(Convert.FromBase64String(text));
        }

        python.WaitForExit();
        return python.ExitCode == 0 ? pickles : throw new InvalidOperationException("Python could not pickle the rows.");
    }
}
