using System.Collections.Concurrent;
using System.Linq.Expressions;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace GlobusCompute.Remote.DataFrames.Rows;

/// <summary>
/// Makes rows of arrays of values, one for each member. Where code can be compiled at run time, each set of members has a compiled factory; elsewhere rows are
/// made by reflection.
/// </summary>
internal sealed class RowFactories<TRow>(ConstructorInfo? constructor, IReadOnlyList<RowMember> members)
{
    private readonly ConcurrentDictionary<string, Func<Array?[], int, TRow>> _factories = new();

    /// <param name="values">The values of each member; null for members that the rows leave as they are.</param>
    /// <param name="count">The number of rows.</param>
    public TRow[] Make(Array?[] values, int count)
    {
        var key = string.Create(values.Length, values, static (text, values) =>
        {
            for (var i = 0; i < text.Length; i++)
            {
                text[i] = values[i] is null ? '0' : '1';
            }
        });
        var factory = _factories.GetOrAdd(key, _ => RuntimeFeature.IsDynamicCodeCompiled ? Compile(values) : ByReflection);
        var rows = new TRow[count];
        var row = 0;
        try
        {
            for (; row < rows.Length; row++)
            {
                rows[row] = factory(values, row);
            }
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            e = (e as TargetInvocationException)?.InnerException ?? e;
            throw new FormatException($"row {row}: {typeof(TRow).Name} refused the values: {e.Message}", e);
        }

        return rows;
    }

    private Func<Array?[], int, TRow> Compile(Array?[] values)
    {
        var columns = Expression.Parameter(typeof(Array?[]));
        var row = Expression.Parameter(typeof(int));
        Expression Value(int i) => Expression.ArrayIndex(
            Expression.Convert(Expression.ArrayIndex(columns, Expression.Constant(i)), members[i].Element.ArrayType), row);

        var arguments = (constructor?.GetParameters() ?? []).Select(Expression (p) =>
        {
            var i = IndexOf(p);
            return values[i] is not null ? Value(i)
                : Default(p) is { } value ? Expression.Constant(value, p.ParameterType)
                : Expression.Default(p.ParameterType);
        }).ToArray();
        Expression made = constructor is null ? Expression.Default(typeof(TRow)) : Expression.New(constructor, arguments);
        var item = Expression.Variable(typeof(TRow));
        var body = new List<Expression> { Expression.Assign(item, made) };
        for (var i = 0; i < members.Count; i++)
        {
            if (members[i].Parameter is null && values[i] is not null)
            {
                var target = members[i].Member is PropertyInfo property
                    ? Expression.Property(item, property)
                    : Expression.Field(item, (FieldInfo)members[i].Member!);
                body.Add(Expression.Assign(target, Value(i)));
            }
        }

        body.Add(item);
        return Expression.Lambda<Func<Array?[], int, TRow>>(Expression.Block([item], body), columns, row).Compile();
    }

    private TRow ByReflection(Array?[] values, int row)
    {
        var arguments = (constructor?.GetParameters() ?? []).Select(p => values[IndexOf(p)] is { } column ? column.GetValue(row) : Default(p)).ToArray();
        object item = constructor is null ? default(TRow)! : constructor.Invoke(arguments);
        for (var i = 0; i < members.Count; i++)
        {
            if (members[i].Parameter is null && values[i] is { } column)
            {
                if (members[i].Member is PropertyInfo property)
                {
                    property.SetValue(item, column.GetValue(row));
                }
                else
                {
                    ((FieldInfo)members[i].Member!).SetValue(item, column.GetValue(row));
                }
            }
        }

        return (TRow)item;
    }

    private int IndexOf(ParameterInfo parameter)
    {
        for (var i = 0; i < members.Count; i++)
        {
            if (members[i].Parameter == parameter)
            {
                return i;
            }
        }

        throw new InvalidOperationException($"The parameter {parameter.Name} has no member.");
    }

    // Null, too, is the default of a structure, for a constructor that is invoked.
    private static object? Default(ParameterInfo parameter) => parameter.DefaultValue is { } value and not DBNull ? value : null;
}
