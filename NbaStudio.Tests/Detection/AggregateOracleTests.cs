using Microsoft.Data.Sqlite;
using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Detection;
using NbaStudio.Engine.Detection.Aggregates;

namespace NbaStudio.Tests.Detection;

/// <summary>Aggregates against the same question in SQL over the whole log, on random logs with late events.</summary>
public sealed class AggregateOracleTests
{
    private const long Start = 1_790_000_000_000;
    private static readonly TimeSpan[] Windows =
    [
        TimeSpan.FromMinutes(1), TimeSpan.FromSeconds(90), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30), TimeSpan.FromHours(1), TimeSpan.FromHours(7), TimeSpan.FromDays(1),
        TimeSpan.FromDays(7), TimeSpan.FromDays(31), TimeSpan.FromDays(90), TimeSpan.FromDays(400),
    ];

    private static readonly (string? Where, string Sql)[] Filters =
        [(null, "1"), ("page = \"/a\"", "page = '/a'"), ("amount > 50", "amount > 50"), ("page in (\"/a\", \"/b\") and not amount < 20", "page IN ('/a', '/b') AND NOT amount < 20"), ("page is missing", "page IS NULL")];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Read_RandomLogs_EqualsSql(int seed)
    {
        var random = new Random(seed);
        var checks = new Dictionary<AggregateFunction, int>();
        for (var log = 0; log < 40; log++)
        {
            Check(random, checks);
        }

        checks.Keys.Order().ShouldBe(Enum.GetValues<AggregateFunction>().Order());
        checks.Values.ShouldAllBe(n => n > 200);
    }

    [Theory]
    [InlineData(200)]
    [InlineData(1_000)]
    [InlineData(20_000)]
    public void Read_ManyDistinctValues_StaysWithinTheErrorOfTheEstimate(int values)
    {
        // 1.04 / sqrt(256) = 6.5 %: over 20 sets four standard errors hold, and the mean is close.
        var definition = new AggregateDefinition("d", AggregateFunction.Distinct, "e", "page", null, TimeSpan.FromDays(7));
        var errors = Enumerable.Range(0, 20).Select(set =>
        {
            var state = AggregateState.Create(definition);
            for (var i = 0; i < values; i++)
            {
                state.Update(definition, Value.OfText($"{set}-{i}"), Start - i);
            }

            state.IsApproximate.ShouldBeTrue();
            return (state.Read(definition, Start).Number / values) - 1;
        }).ToArray();

        errors.ShouldAllBe(e => Math.Abs(e) < 0.26);
        Math.Abs(errors.Average()).ShouldBeLessThan(0.06);
    }

    private static void Check(Random random, Dictionary<AggregateFunction, int> checks)
    {
        using var sql = new SqliteConnection("Data Source=:memory:");
        sql.Open();
        Run(sql, "CREATE TABLE e (arrival INTEGER PRIMARY KEY, type TEXT, time INTEGER, page TEXT, amount REAL)");
        var window = Windows[random.Next(Windows.Length)];
        var definitions = Enum.GetValues<AggregateFunction>().Select(function =>
        {
            var filter = Filters[random.Next(Filters.Length)];
            var property = function is AggregateFunction.Count or AggregateFunction.DaysSince ? null : function == AggregateFunction.Distinct ? "page" : "amount";
            return (Filter: filter, Definition: new AggregateDefinition($"{function}", function, random.Next(2) == 0 ? "visit" : "Purchase", property, filter.Where, window));
        }).ToArray();
        var catalogue = new AggregateCatalogue([.. definitions.Select(d => (d.Definition, FilterOf(d.Definition)))]);
        var set = new AggregateSet();
        var now = Start + random.NextInt64(1_000_000_000);
        var (few, reach) = (random.Next(2) == 0, (long)window.TotalMilliseconds);
        for (var arrival = 0; arrival < 250; arrival++)
        {
            now += random.NextInt64(reach / 40);
            var late = random.Next(3) == 0 ? random.NextInt64(reach * 3 / 2) : random.Next(5);
            var type = random.Next(2) == 0 ? "VISIT" : "purchase";
            string? page = random.Next(10) == 0 ? null : "/" + (few ? ((char)('a' + random.Next(5))).ToString() : $"{random.Next(40)}");
            double? amount = random.Next(10) == 0 ? null : random.Next(400) / 4.0;
            var properties = new Dictionary<string, Value>();
            if (page is not null)
            {
                properties["page"] = Value.OfText(page);
            }

            if (amount is { } number)
            {
                properties["amount"] = Value.OfNumber(number);
            }

            set.Apply(catalogue, new TextValue(type), new DictionaryPropertyReader(properties), now - late, now);
            Run(sql, "INSERT INTO e VALUES (?1, ?2, ?3, ?4, ?5)", arrival, type.ToLowerInvariant(), now - late, page, amount);
            if (arrival % 10 == 0)
            {
                var at = now + (random.Next(3) == 0 ? random.NextInt64(reach) : 0);
                for (var i = 0; i < definitions.Length; i++)
                {
                    var (filter, definition) = definitions[i];
                    checks[definition.Function] = checks.GetValueOrDefault(definition.Function) + 1;
                    Same(set.ReadAt(i, at), Ask(sql, definition, filter.Sql, at), $"{definition} at {at}");
                }
            }
        }
    }

    /// <summary>The definition of the number, word by word: all events of the type that pass, with event time in (floor((now - W)/step) x step, now].</summary>
    private static double? Ask(SqliteConnection sql, AggregateDefinition definition, string filter, long now)
    {
        var window = (long)definition.Window.TotalMilliseconds;
        var step = Math.Max(1_000, window / 32);
        var start = (now - window) / step * step;
        var property = definition.Property ?? "1";
        var expression = definition.Function switch
        {
            AggregateFunction.Count => "count(*)",
            AggregateFunction.Sum => $"coalesce(sum({property}), 0)",
            AggregateFunction.Average => $"avg({property})",
            AggregateFunction.Min => $"min({property})",
            AggregateFunction.Max => $"max({property})",
            AggregateFunction.Distinct => $"count(DISTINCT {property})",
            AggregateFunction.DaysSince => $"({now} - max(time)) / 86400000",
            _ => property,
        };
        var order = definition.Function == AggregateFunction.Last ? " ORDER BY time DESC, arrival DESC LIMIT 1" : "";
        using var command = sql.CreateCommand();
        command.CommandText = $"SELECT {expression} FROM e WHERE type = $type AND time > {start} AND time <= {now} AND {filter} AND {property} IS NOT NULL{order}";
        command.Parameters.AddWithValue("$type", definition.EventType.ToLowerInvariant());
        return command.ExecuteScalar() is { } found and not DBNull ? Convert.ToDouble(found) : null;
    }

    private static void Same(Value actual, double? expected, string what)
    {
        if (expected is { } number)
        {
            actual.IsMissing.ShouldBeFalse(what);
            actual.Number.ShouldBe(number, 1e-9 * Math.Max(1, Math.Abs(number)), what);
        }
        else
        {
            actual.IsMissing.ShouldBeTrue(what);
        }
    }

    private static CompiledEventFilter? FilterOf(AggregateDefinition definition)
    {
        if (definition.Where is null)
        {
            return null;
        }

        var (filter, issues) = WhereFilter.Compile(definition.Where, definition.EventType, new ConditionScope());
        issues.ShouldBeEmpty();
        return new CompiledEventFilter(filter!);
    }

    private static void Run(SqliteConnection sql, string text, params object?[] values)
    {
        using var command = sql.CreateCommand();
        command.CommandText = text;
        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters.AddWithValue($"?{i + 1}", values[i] ?? DBNull.Value);
        }

        command.ExecuteNonQuery();
    }
}
