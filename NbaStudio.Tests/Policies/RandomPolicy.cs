using System.Collections;
using NbaStudio.Engine.Policies;

namespace NbaStudio.Tests.Policies;

/// <summary>Fills documents with random values of the right types, right or wrong as policies, for tests of form.</summary>
internal sealed class RandomPolicy(int seed)
{
    private static readonly string[] Texts = ["", "a", "長期割10%", "\"quoted\" \\ text", "<b>&'</b>", "line\nbreak\ttab", "😀 עברית", "customer.age >= 18", "30m", "2026"];
    private static readonly double[] Numbers = [0, 1, -1, 0.1, 1e-7, 1e300, -2.5, 12345678.9];
    private readonly Random _random = new(seed);

    public PolicyDocument Document() => (PolicyDocument)Make(typeof(PolicyDocument));

    private object Make(Type type)
    {
        var item = Activator.CreateInstance(type)!;
        foreach (var property in type.GetProperties().Where(p => p.CanWrite && p.Name != "SchemaVersion"))
        {
            if (_random.Next(3) > 0)
            {
                property.SetValue(item, Value(property.PropertyType));
            }
        }

        return item;
    }

    private object Value(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type == typeof(string))
        {
            return Texts[_random.Next(Texts.Length)];
        }

        if (type.IsGenericType)
        {
            var arguments = type.GetGenericArguments();
            return type.GetGenericTypeDefinition() == typeof(IReadOnlyDictionary<,>) ? Map(arguments[1]) : List(arguments[0]);
        }

        return type switch
        {
            _ when type == typeof(int) => _random.Next(-5, 1000),
            _ when type == typeof(double) => Numbers[_random.Next(Numbers.Length)],
            _ when type == typeof(decimal) => new decimal(_random.Next(-10_000, 1_000_000), 0, 0, false, (byte)_random.Next(5)),
            _ when type == typeof(bool) => _random.Next(2) == 0,
            _ when type == typeof(DateTimeOffset) => new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.FromHours(_random.Next(-11, 12))).AddMilliseconds(_random.Next()),
            _ => Make(type),
        };
    }

    private Array List(Type member)
    {
        var array = Array.CreateInstance(member, _random.Next(4));
        for (var i = 0; i < array.Length; i++)
        {
            array.SetValue(Value(member), i);
        }

        return array;
    }

    private IDictionary Map(Type member)
    {
        var map = (IDictionary)Activator.CreateInstance(typeof(Dictionary<,>).MakeGenericType(typeof(string), member))!;
        foreach (var name in new[] { "ja", "en", "pt-BR", "日本" }.Take(_random.Next(5)))
        {
            map.Add(name, Value(member));
        }

        return map;
    }
}
