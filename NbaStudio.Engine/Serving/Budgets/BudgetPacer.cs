using NbaStudio.Engine.Arbitration;
using NbaStudio.Engine.Storage;

namespace NbaStudio.Engine.Serving.Budgets;

/// <summary>What is known of one budget's pace, and its price. Not thread safe: its owner locks.</summary>
internal sealed class BudgetPacer
{
    /// <summary>Candidates that the typical priority is the median of.</summary>
    private const int Sample = 1_000;

    /// <summary>Chances after which the median and the outlook are worked out anew; at the start, when each chance says much, sooner.</summary>
    private const int Refresh = 50;

    /// <summary>Candidates that have to be seen before there is a price: until then who comes first is served.</summary>
    public const int Fewest = 50;

    /// <summary>Weight of the newest amount in the typical one, and of the newest chance in how often it is used.</summary>
    private const double Newest = 0.01;

    private readonly double[] _priorities = new double[Sample];
    private long _chances;
    private int _count;
    private int _next;
    private int _sinceRefresh = Refresh;
    private long _refreshedHour;
    private double _typical;
    private double _expected;

    /// <summary>Price of one piece or of 1 of money, on the scale of priorities; at least 0.</summary>
    public double Price { get; private set; }

    /// <summary>Pieces or money that a use takes, typically; 0 = none was seen yet.</summary>
    public double Amount { get; private set; }

    /// <summary>What a chance uses on average, of late, in pieces or money; at the start the mean of all.</summary>
    public double UsedPerChance { get; private set; }

    /// <summary>Whether enough was seen for a price and an outlook.</summary>
    public bool IsKnown => _count >= Fewest;

    public BudgetHours Hours { get; private init; } = new();

    /// <summary>Moves the price after a chance.</summary>
    /// <param name="chance">What happened.</param>
    /// <param name="span">The period.</param>
    /// <param name="remaining">Pieces or money left in the period after it.</param>
    public void Take(in BudgetChance chance, in BudgetSpan span, double remaining)
    {
        Hours.Add(span.Now, chance.Used);
        UsedPerChance += Math.Max(Newest, 1.0 / ++_chances) * (chance.Used - UsedPerChance);
        if (chance.Amount > 0 && double.IsFinite(chance.Amount))
        {
            Amount = Amount == 0 ? chance.Amount : Amount + (Newest * (chance.Amount - Amount));
        }

        if (chance.Best > 0)
        {
            _priorities[_next] = chance.Best;
            _next = (_next + 1) % Sample;
            _count = Math.Min(Sample, _count + 1);
        }

        if (++_sinceRefresh >= Math.Clamp(_count / 10, 1, Refresh) || _refreshedHour != span.Now)
        {
            (_sinceRefresh, _refreshedHour) = (0, span.Now);
            _typical = Median();
            _expected = Expected(span);
        }
        else
        {
            _expected = Math.Max(1, _expected - 1);
        }

        // Without an end there is no pace to keep; without candidates that are worth something, nothing to weigh.
        if (!span.HasEnd)
        {
            Price = 0;
        }
        else if (IsKnown && Amount > 0 && _typical > 0 && remaining > 0)
        {
            Price = PacingPrice.Next(Price * Amount, chance.Used / Amount, remaining / Amount / _expected, _typical) / Amount;
        }
    }

    /// <summary>Chances to expect until the end of the period, at least 1: by the same hours of the last weeks or days, else as they came in this period.</summary>
    public double Expected(in BudgetSpan span)
    {
        if (!span.HasEnd || Hours.First < 0)
        {
            return 1;
        }

        var even = EvenRate(span);
        var sum = 0.0;
        for (var hour = span.Now; hour < span.End; hour++)
        {
            sum += (Hours.Expected(hour) ?? even) * (hour == span.Now ? 1 - span.Elapsed : 1);
        }

        return Math.Max(1, sum);
    }

    public void Write(ByteWriter writer)
    {
        writer.Number(Price);
        writer.Number(Amount);
        writer.Number(UsedPerChance);
        writer.Unsigned((ulong)_chances);
        writer.Unsigned((ulong)_count);
        writer.Unsigned((ulong)_next);
        for (var i = 0; i < _count; i++)
        {
            writer.Number(_priorities[i]);
        }

        Hours.Write(writer);
    }

    public static BudgetPacer Read(ref ByteReader reader)
    {
        var (price, amount, used) = (reader.Number(), reader.Number(), reader.Number());
        var chances = (long)reader.Unsigned();
        var (count, next) = ((int)reader.Unsigned(), (int)reader.Unsigned());
        var priorities = new double[count];
        for (var i = 0; i < count; i++)
        {
            priorities[i] = reader.Number();
        }

        var pacer = new BudgetPacer { Price = price, Amount = amount, UsedPerChance = used, Hours = BudgetHours.Read(ref reader) };
        priorities.CopyTo(pacer._priorities, 0);
        (pacer._chances, pacer._count, pacer._next) = (chances, count, next);
        return pacer;
    }

    /// <summary>Chances an hour in this period so far, as far as it was watched.</summary>
    private double EvenRate(in BudgetSpan span)
    {
        var from = Math.Max(span.Start, Hours.First);
        var chances = 0L;
        for (var hour = Math.Max(from, Hours.Last - 840); hour <= span.Now; hour++)
        {
            chances += Hours.Chances(hour);
        }

        // The first minute counts whole: a single chance is no rate.
        return chances / Math.Max(1.0 / 60, span.Now - from + span.Elapsed);
    }

    private double Median()
    {
        if (_count == 0)
        {
            return 0;
        }

        var sorted = _priorities.AsSpan(0, _count).ToArray();
        Array.Sort(sorted);
        return sorted[_count / 2];
    }
}
