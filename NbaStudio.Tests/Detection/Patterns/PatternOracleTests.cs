using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Detection.Patterns;
using Xunit.Abstractions;

namespace NbaStudio.Tests.Detection.Patterns;

/// <summary>The matcher against a brute-force reading of the definition.</summary>
public sealed class PatternOracleTests(ITestOutputHelper output)
{
    private const int Patterns = 1_200;
    private const int LogsOfPattern = 60;

    [Fact]
    public void Observe_InOrder_EqualsTheDefinition()
    {
        var (cases, matches) = (0, 0);
        foreach (var (oracle, pattern, random) in All(1))
        {
            for (var i = 0; i < LogsOfPattern; i++)
            {
                var log = random.Log(oracle);
                if (oracle.Starts(log) > PatternState.MaximumPartials)
                {
                    continue;
                }

                var coolDown = random.CoolDown(oracle);
                var end = log[^1].Time + random.Next(10_000);
                var run = new PatternRun(pattern, new PatternTiming(coolDown));
                foreach (var e in log)
                {
                    run.Show(e, e.Time);
                    if (random.Next(20) == 0)
                    {
                        run.StoreAndLoad();
                    }
                }

                run.Advance(end);
                Compare(oracle, log, coolDown, end, run, "in order");
                run.Results.Contradictions.ShouldBe(0);
                run.Results.Late.ShouldBe(0);
                run.Results.Dropped.ShouldBe(0);
                cases++;
                matches += run.Results.Matches.Count;
            }
        }

        output.WriteLine($"{cases:N0} cases, {matches:N0} matches");
        cases.ShouldBeGreaterThan(60_000);
        matches.ShouldBeGreaterThan(30_000);
    }

    [Fact]
    public void Observe_AnyArrivalOrderWithinWaitForLate_EqualsTheDefinition()
    {
        var (cases, matches, disordered) = (0, 0, 0);
        foreach (var (oracle, pattern, random) in All(2))
        {
            for (var i = 0; i < LogsOfPattern; i++)
            {
                var log = random.Log(oracle);
                if (oracle.Starts(log) > PatternState.MaximumPartials)
                {
                    continue;
                }

                var coolDown = random.CoolDown(oracle);
                long wait = random.Next(3) == 0 ? 1 : random.Next(9_000) + 1;
                var arrivals = Arrivals(log, wait, random);
                disordered += arrivals.Zip(arrivals.Skip(1)).Any(p => p.Second.Event.Time < p.First.Event.Time) ? 1 : 0;
                var end = arrivals[^1].At + random.Next(10_000);
                var run = new PatternRun(pattern, new PatternTiming(coolDown, wait));
                foreach (var (e, at) in arrivals)
                {
                    // A timer is served when it is due, a little later, or only when the next event comes.
                    if (random.Next(2) == 0 && run.NextDue <= at)
                    {
                        run.Advance(Math.Min(at, run.NextDue + random.Next(3)));
                    }

                    run.Show(e, at);
                    if (random.Next(20) == 0)
                    {
                        run.StoreAndLoad();
                    }
                }

                run.Advance(end + wait);
                Compare(oracle, log, coolDown, end, run, $"wait {wait}, arrivals {string.Join(" ", arrivals)}");
                run.Results.Late.ShouldBe(0);
                cases++;
                matches += run.Results.Matches.Count;
            }
        }

        output.WriteLine($"{cases:N0} cases, {matches:N0} matches, {disordered:N0} out of order");
        cases.ShouldBeGreaterThan(60_000);
        disordered.ShouldBeGreaterThan(20_000);
        matches.ShouldBeGreaterThan(30_000);
    }

    [Fact]
    public void Find_LogInAnyOrder_EqualsTheDefinitionAndCountsDifferences()
    {
        var contradictions = 0L;
        foreach (var (oracle, pattern, random) in All(3).Take(300))
        {
            for (var i = 0; i < 20; i++)
            {
                // Customers are told apart; events that nobody waits for change nothing.
                var (first, second) = (random.Log(oracle), random.Log(oracle));
                if (Math.Max(oracle.Starts(first), oracle.Starts(second)) > PatternState.MaximumPartials)
                {
                    continue;
                }

                var coolDown = random.CoolDown(oracle);
                var log = new PatternLog(pattern, TimeSpan.FromMilliseconds(coolDown));
                var rows = Arrivals(first, 1 + random.Next(9000), random).Select(a => ("1", a.Event, a.At)).Concat(Arrivals(second, 1, random).Select(a => ("2", a.Event, a.At)))
                    .Append(("1", new OracleEvent(first[0].Time, "unrelated", 1, 1), first[0].Time)).OrderBy(r => r.Item3).ToList();
                foreach (var (customer, e, _) in rows)
                {
                    log.Add(customer, new TextValue(e.Type), e.Time, new NbaStudio.Engine.Detection.DictionaryPropertyReader(RandomPatterns.Properties(e)));
                }

                var found = log.Find(log.End);
                var expected = oracle.Find(first, coolDown, log.End).Select(m => ("1", m)).Concat(oracle.Find(second, coolDown, log.End).Select(m => ("2", m)));
                found.Matches.Select(m => (m.Customer, new OracleMatch(m.First, m.Last, m.Instant))).OrderBy(m => m.Item1).ShouldBe(expected, pattern.Text);
                found.CustomersMatched.ShouldBe(found.Matches.Select(m => m.Customer).Distinct().Count());
                found.Contradictions.ShouldBeLessThanOrEqualTo(log.Late == 0 ? 0 : int.MaxValue);
                contradictions += found.Contradictions;
                log.Events.ShouldBe(first.Count + second.Count + 1);
            }
        }

        contradictions.ShouldBeGreaterThan(100);
    }

    [Fact]
    public void Observe_ShiftedTimes_ShiftsTheMatches()
    {
        foreach (var (oracle, pattern, random) in All(4).Take(300))
        {
            var (log, shift, coolDown) = (random.Log(oracle), 1_000L * random.Next(1_000_000), random.CoolDown(oracle));
            List<OracleMatch> Run(long by)
            {
                var run = new PatternRun(pattern, new PatternTiming(coolDown));
                log.ForEach(e => run.Show(e with { Time = e.Time + by }, e.Time + by));
                run.Advance(log[^1].Time + by);
                return run.Matches;
            }

            Run(shift).ShouldBe(Run(0).Select(m => new OracleMatch(m.First + shift, m.Last + shift, m.Instant + shift)), pattern.Text);
            Run(0).ShouldBe(Run(0));
        }
    }

    [Fact]
    public void Observe_AnyArrivalOrderAtOnce_StaysBoundedAndGivesOnlyWhatHappened()
    {
        var (contradictions, late) = (0, 0);
        foreach (var (oracle, pattern, random) in All(5).Take(400))
        {
            var run = new PatternRun(pattern, new PatternTiming(random.CoolDown(oracle)));
            List<long> times = [];
            for (var i = 0; i < 40; i++)
            {
                foreach (var e in random.Log(oracle))
                {
                    // The clock jumps back and forth.
                    var at = e.Time + random.Next(20_000) - 10_000;
                    run.Show(e with { Time = at }, e.Time);
                    times.Add(at);
                    run.State.PartialCount.ShouldBeLessThanOrEqualTo(PatternState.MaximumPartials);
                }
            }

            run.Results.Matches.ShouldAllBe(m => times.Contains(m.First) && times.Contains(m.Last) && m.First <= m.Last && m.Last <= m.Instant);
            run.Results.Matches.ShouldAllBe(m => m.Last - m.First <= oracle.Window);
            contradictions += run.Results.Contradictions;
            late += run.Results.Late;
        }

        contradictions.ShouldBeGreaterThan(0);
        late.ShouldBeGreaterThan(1000);
    }

    private static IEnumerable<(OraclePattern Oracle, PatternDefinition Pattern, RandomPatterns Random)> All(int seed)
    {
        var random = new RandomPatterns(seed);
        for (var i = 0; i < Patterns; i++)
        {
            var oracle = random.Pattern();
            var (pattern, issues) = PatternLanguage.Compile(PatternLanguage.Print(oracle.ToTree()), new ConditionScope(), ["id"]);
            issues.Select(x => x.Message).ShouldBeEmpty();
            yield return (oracle, pattern!, random);
        }
    }

    /// <summary>Each event at most `wait` after its time; those of one time in their order.</summary>
    private static List<(OracleEvent Event, long At)> Arrivals(List<OracleEvent> log, long wait, RandomPatterns random)
    {
        var arrivals = new List<(OracleEvent Event, long At)>();
        foreach (var e in log)
        {
            var at = e.Time + (random.Next(3) switch { 0 => wait, 1 => 0, _ => random.Next((int)wait + 1) });
            arrivals.Add((e, arrivals.Count > 0 && arrivals[^1].Event.Time == e.Time ? Math.Max(at, arrivals[^1].At) : at));
        }

        return [.. arrivals.OrderBy(a => a.At)];
    }

    private static void Compare(OraclePattern oracle, List<OracleEvent> log, long coolDown, long end, PatternRun run, string how)
    {
        var expected = oracle.Find(log, coolDown, end);
        if (!run.Matches.SequenceEqual(expected))
        {
            Assert.Fail(
                $"""
                {PatternLanguage.Print(oracle.ToTree())}; cool-down {coolDown}, {how}
                log {string.Join(" ", log)}
                end {end}
                expected {string.Join(" ", expected)}
                found    {string.Join(" ", run.Matches)}
                """);
        }
    }
}
