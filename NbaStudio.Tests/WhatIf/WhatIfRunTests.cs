using System.Text.Json;
using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Customers;
using NbaStudio.Engine.Decisions;
using NbaStudio.Engine.Policies;
using NbaStudio.Engine.Policies.Snapshots;
using NbaStudio.Engine.WhatIf;
using NbaStudio.Tests.Decisions;

namespace NbaStudio.Tests.WhatIf;

/// <summary>A scenario says what deciding every record again says, one by one.</summary>
public sealed class WhatIfRunTests
{
    private const int Customers = 150; // more than one part of the work
    private const int Rounds = 4;

    public static TheoryData<string> Scenarios => [.. Changes.Keys];

    private static readonly Dictionary<string, Func<PolicyDocument, PolicyDocument>> Changes = new()
    {
        ["lever of an action"] = d => d.WithAction("b", a => a with { Lever = 1.4 }),
        ["levers of objective and group"] = d => d.WithObjective(o => o with { Lever = 0.7 }).WithGroup("c", g => g with { Lever = 2 }),
        ["a lever of 0 opens"] = d => d.WithAction("closed", a => a with { Lever = 1 }),
        ["a lever closes"] = d => d.WithAction("a", a => a with { Lever = 0 }),
        ["value off"] = d => d with { Arbitration = d.Arbitration with { Weights = new WeightsDocument { V = 0 } } },
        ["everything else than P off"] = d => d with { Arbitration = d.Arbitration with { Weights = new WeightsDocument { C = 0, V = 0, L = 0 } } },
        ["threshold"] = d => d with { Arbitration = d.Arbitration with { SilenceThreshold = 9.5, MinimumPropensity = 0.06 } },
        ["value off, and another reference of P"] = d => d with { Arbitration = d.Arbitration with { References = new ReferencesDocument { P = 0.3, V = 10 }, Weights = new WeightsDocument { V = 0 } } },
        ["context weight"] = d => d with { ContextWeights = [d.ContextWeights[0] with { Weight = 3 }] },
        ["exploration off"] = d => d.WithChannel("web", c => c with { ExplorationBudget = 0 }),
        ["exploration and cost"] = d => d.WithChannel("web", c => c with { ExplorationBudget = 0.3, CostPerContact = 2 }),
        ["value"] = d => d.WithAction("c", a => a with { Value = "customer.age * 3" }),
        ["rule"] = d => d.WithAction("a", a => a with { Eligibility = "customer.age >= 60" }),
        ["cap"] = d => d.WithRule(TestPolicy.Cap("one", 1, "1d", per: "action")),
        ["new action"] = d => d.WithGroup("a", g => g with { Actions = [.. g.Actions, TestPolicy.Action("new", value: 200)] }),
        ["paused"] = d => d.WithAction("b", a => a with { Paused = true }),
    };

    [Theory]
    [MemberData(nameof(Scenarios))]
    public async Task Of_Scenario_IsWhatEachRecordDecidedAgainSays(string name)
    {
        await using var host = await StartAsync();
        var sample = Read(host);
        var scenario = Compile(host, Changes[name]);

        var result = WhatIfRun.Of(sample, scenario);

        var (chosen, changed, silent, flips) = (new Dictionary<int, int>(), 0, 0, new Dictionary<(int, int), int>());
        var (acceptances, value) = (0.0, 0.0);
        foreach (var row in host.Store.ReadDecisionsBetween(0, long.MaxValue, int.MaxValue))
        {
            var id = new DecisionId(row.Customer, row.Number);
            var (was, would) = (host.Engine.Replay(id, host.Policy).ShouldNotBeNull().Outcome.Result, host.Engine.Replay(id, scenario).ShouldNotBeNull().Outcome.Result);
            var (before, after) = (Keys(was), Keys(would));
            changed += before.SequenceEqual(after) ? 0 : 1;
            silent += would.IsSilence ? 1 : 0;
            foreach (var (from, to) in before.Zip(after).Where(p => p.First != p.Second))
            {
                flips[(from, to)] = flips.GetValueOrDefault((from, to)) + 1;
            }

            foreach (var candidate in would.Filled.Where(f => f >= 0).Select(f => would.Ranked[f]))
            {
                chosen[candidate.TreatmentKey] = chosen.GetValueOrDefault(candidate.TreatmentKey) + 1;
                acceptances += candidate.Propensity;
                value += candidate.Propensity * candidate.Value;
            }
        }

        changed.ShouldBeGreaterThan(0, "The scenario turns nothing: it proves nothing.");
        (result.Decisions, result.LeftOut, result.Changed, result.After.Silent).ShouldBe((Customers * Rounds, 0, changed, silent));
        result.Treatments.Where(t => t.After.Contacts > 0).ToDictionary(t => t.TreatmentKey, t => t.After.Contacts).ShouldBe(chosen, ignoreOrder: true);
        result.Flips.ToDictionary(f => (f.From, f.To), f => f.Decisions).ShouldBe(flips.OrderByDescending(f => f.Value).ThenBy(f => f.Key).Take(WhatIfResult.MostFlips).ToDictionary(), ignoreOrder: true);
        result.After.Totals.Acceptances.ShouldBe(acceptances, 1e-9);
        result.After.Totals.Value.ShouldBe(value, 1e-6);
    }

    [Theory]
    [MemberData(nameof(Scenarios))]
    public async Task Of_RankedAgain_IsTheSameAsFromTheStartToTheLastBit(string name)
    {
        await using var host = await StartAsync();
        var sample = Read(host);
        var scenario = Compile(host, Changes[name]);

        var quick = WhatIfRun.Of(sample, scenario, new WhatIfOptions { Workers = 2, Segment = "plan" });
        var whole = WhatIfRun.Of(sample, scenario, new WhatIfOptions { FromTheStart = true, Segment = "plan" });

        Text(quick).ShouldBe(Text(whole));
        quick.Segments.Sum(s => s.Totals.Decisions).ShouldBe(quick.Decisions);
        quick.Segments.Count.ShouldBe(3);
        Adds(quick);
    }

    [Fact]
    public async Task Of_RankedAgainWithFurtherHeads_IsTheSameAsFromTheStartToTheLastBit()
    {
        await using var host = await StartAsync(d => d.WithTreatment("b", t => t with
        {
            Heads = [new() { Positive = ["click"], Negative = ["reject"] }, new() { Kind = "conversion", Positive = ["accept"], Window = "1h", Value = "customer.age * 2", StartingPropensity = 0.03 }],
        }));
        var sample = Read(host);
        var scenario = Compile(host, Changes["lever of an action"]);

        var quick = WhatIfRun.Of(sample, scenario);

        Text(quick).ShouldBe(Text(WhatIfRun.Of(sample, scenario, new WhatIfOptions { FromTheStart = true })));
        var b = host.Policy.Treatments.Single(t => t.Id == "b-web").Key;
        quick.Flips.ShouldContain(f => f.To == b, "else nothing hangs on what its primary head is worth");
        sample.Recorded.SelectMany(d => d.Today.Slots.ToArray()).Where(o => o.Key == b).ShouldAllBe(o => o.Primary > 0 && o.Primary != o.Value);
    }

    // Parts are a cut through the whole: what each differs by adds up, and so does what draws say of it.
    private static void Adds(WhatIfResult result)
    {
        result.Segments.Sum(s => s.Value.Value * s.Totals.Decisions).ShouldBe(result.Value.Value * result.Decisions, 1e-6);
        result.Segments.Sum(s => s.Silence.Value * s.Totals.Decisions).ShouldBe(result.Silence.Value * result.Decisions, 1e-6);
        result.Segments.Sum(s => s.Contacts.Value * s.Customers).ShouldBe(result.Contacts.Value * result.Customers, 1e-6);
        result.Channels.Sum(c => c.Value.Value).ShouldBe(result.Value.Value, 1e-9);
        result.Channels.Sum(c => c.Contacts.Value).ShouldBe(result.Contacts.Value, 1e-9);
        result.Channels.Sum(c => c.After.Contacts).ShouldBe(result.After.Totals.Contacts);
        (result.Objectives.Sum(o => o.Share.Value) * result.Slots).ShouldBe(result.After.Totals.Contacts - result.Before.Totals.Contacts, 1e-6);
        result.Objectives.ShouldAllBe(o => o.Share.Interval == null || o.Share.Interval.Value.Contains(o.Share.Value));
    }

    [Fact]
    public async Task Of_ByANumberWithManyValues_PartsDecisionsInQuarters()
    {
        await using var host = await StartAsync();
        var sample = Read(host);
        var scenario = Compile(host, Changes["value off"]);

        var result = WhatIfRun.Of(sample, scenario, new WhatIfOptions { Workers = 2, Segment = "age" });

        Adds(result);
        result.Segments.Count.ShouldBe(4);
        double[] ages = [.. Enumerable.Range(0, Customers).Select(i => 20.0 + (i % 60)).Order()];
        double[] edges = [.. Enumerable.Range(1, 3).Select(q => ages[ages.Length * q / 4])];
        result.Segments.Select(s => s.Segment).ShouldBe([$"≤ {edges[0]}", $"{edges[0]} – {edges[1]}", $"{edges[1]} – {edges[2]}", $"> {edges[2]}"]);
        result.Segments.Select(s => s.Customers).ShouldBe([ages.Count(a => a <= edges[0]), ages.Count(a => a > edges[0] && a <= edges[1]), ages.Count(a => a > edges[1] && a <= edges[2]), ages.Count(a => a > edges[2])]);
    }

    [Fact]
    public void Quarters_OfNumbersCloseTogether_HaveNamesOfTheirOwn()
    {
        SegmentParts.FormatFor([30, 40.5, 50]).ShouldBe("0.##");
        SegmentParts.FormatFor([0.001, 0.002, 0.003]).ShouldBe("G6");
        SegmentParts.FormatFor([1.00000001, 1.00000002, 1.00000003]).ShouldBe("R");
    }

    public static TheoryData<string, string> Turns => new()
    {
        { "", "lever of an action" }, { "", "levers of objective and group" }, { "", "a lever of 0 opens" }, { "", "a lever closes" }, { "", "value off" }, { "", "threshold" }, { "", "objective off" },
        { "", "threshold of 14" }, { "threshold of 14", "" }, { "", "threshold of 9" }, { "threshold of 9", "" }, { "", "exploration off" }, { "", "rule" }, { "", "paused" }, { "", "new action" },
    };

    [Theory]
    [MemberData(nameof(Turns))]
    public async Task Of_EstimateByTheModels_LiesInsideItsOwnDraws(string before, string after)
    {
        await using var host = await StartAsync();
        var sample = host.Engine.ReadSample(new WhatIfRange(0, long.MaxValue, 10_000), 2, today: Compile(host, Turn(before)));

        var result = WhatIfRun.Of(sample, Compile(host, Turn(after)), new WhatIfOptions { Workers = 2, Segment = "plan" });

        result.Changed.ShouldBeGreaterThan(0);
        var interval = result.Value.Interval.ShouldNotBeNull();
        interval.High.ShouldBeGreaterThan(interval.Low, "the models are not sure");
        Inside(result.Value);
        Inside(result.Acceptance);
        foreach (var segment in result.Segments)
        {
            Inside(segment.Value);
            Inside(segment.Acceptance);
        }

        foreach (var channel in result.Channels)
        {
            Inside(channel.Value);
            Inside(channel.Acceptance);
        }

        Func<PolicyDocument, PolicyDocument> Turn(string name) => name switch
        {
            "" => d => d,
            "objective off" => d => d.WithObjective(o => o with { Lever = 0 }),
            "threshold of 9" => d => d with { Arbitration = d.Arbitration with { SilenceThreshold = 9 } },
            "threshold of 14" => d => d with { Arbitration = d.Arbitration with { SilenceThreshold = 14 } },
            _ => Changes[name],
        };

        static void Inside(Difference? difference)
        {
            if (difference is { Interval: { } i } known)
            {
                known.Value.ShouldBeInRange(i.Low - 1e-9, i.High + 1e-9);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Scenarios))]
    public async Task Flips_Examples_AreDecisionsOfTheFirstCustomersThatTurnSo(string name)
    {
        await using var host = await StartAsync();
        var scenario = Compile(host, Changes[name]);

        var result = WhatIfRun.Of(Read(host), scenario, new WhatIfOptions { Workers = 2 });

        foreach (var flip in result.Flips)
        {
            flip.Examples.Count.ShouldBe(Math.Min(flip.Customers, WhatIfFlip.MostExamples));
            flip.Examples.Select(e => e.Customer).ShouldBeUnique();
            foreach (var id in flip.Examples)
            {
                var (was, would) = (host.Engine.Replay(id, host.Policy)!.Outcome.Result, host.Engine.Replay(id, scenario)!.Outcome.Result);
                Keys(was).Zip(Keys(would)).ShouldContain((flip.From, flip.To));
            }
        }

        result.Flips.ShouldContain(f => f.Customers > 1);
    }

    [Fact]
    public async Task Of_OneScenarioAfterAnotherOnOneSample_EachIsAsIfAlone()
    {
        await using var host = await StartAsync();
        var sample = Read(host);
        string?[] segments = [null, "plan", "age"];
        var runs = Changes.Values.SelectMany((change, i) => new[] { (Scenario: Compile(host, change), Segment: segments[i % 3]) }).ToList();

        // Twice: what a run leaves behind is what the next begins with.
        foreach (var (scenario, segment) in runs.Concat(runs))
        {
            var options = new WhatIfOptions { Workers = 2, Segment = segment, AlongTime = true };
            Text(WhatIfRun.Of(sample, scenario, options)).ShouldBe(Text(WhatIfRun.Of(Read(host), scenario, options)));
        }
    }

    [Fact]
    public async Task Of_FiguresOnly_HasTheSameFigures()
    {
        await using var host = await StartAsync();
        var sample = Read(host);
        var scenario = Compile(host, Changes["value off"]);

        var all = WhatIfRun.Of(sample, scenario);
        var few = WhatIfRun.Of(sample, scenario, new WhatIfOptions { FiguresOnly = true });

        (few.After, few.Changed, few.NewlySilent).ShouldBe((all.After, all.Changed, all.NewlySilent));
        few.Flips.ShouldBeEmpty();
    }

    [Fact]
    public async Task Of_SamePolicy_ChangesNothingAndHasNothingToCheck()
    {
        await using var host = await StartAsync();

        var result = WhatIfRun.Of(Read(host), Compile(host, d => d));

        (result.Changed, result.Value.Value, result.Silence.Value, result.Check.Verdict).ShouldBe((0, 0, 0, DataCheckVerdict.NothingChanges));
        result.Value.Interval.ShouldBe(new(0, 0));
        result.Check.MoreDecisions.ShouldBe(0);
    }

    [Fact]
    public async Task Of_LeverRaised_SaysThatTheLeverDidIt()
    {
        await using var host = await StartAsync();

        var result = WhatIfRun.Of(Read(host), Compile(host, Changes["lever of an action"]));

        var key = host.Policy.Treatments.Single(t => t.Id == "b-web").Key;
        var flip = result.Flips.First(f => f.To == key && f.From != 0);
        flip.Cause.ShouldBe(FlipCause.Lever);
        result.Flips.Where(f => f.To == key).ShouldContain(f => f.Reason == DropReason.Outranked);
        (flip.ToToday!.Lever, flip.ToScenario!.Lever).ShouldBe((1, 1.4));
        flip.ToScenario.Priority.ShouldBe(flip.ToScenario.Propensity * flip.ToScenario.Context * flip.ToScenario.Value * 1.4, 1e-9);
    }

    [Fact]
    public async Task Of_InputThatNoRecordHas_IsLeftOutAndCounted()
    {
        await using var host = await StartAsync();

        var result = WhatIfRun.Of(Read(host), Compile(host, d => d.WithAction("a", a => a with { Eligibility = "count(event \"view\" in 7d) = 0" })));

        (result.Decisions, result.LeftOut).ShouldBe((0, Customers * Rounds));
        result.Check.Verdict.ShouldBe(DataCheckVerdict.TooEarly);
    }

    [Fact]
    public async Task Of_Cancelled_Stops()
    {
        await using var host = await StartAsync();
        var sample = Read(host);
        using var stop = new CancellationTokenSource();
        var progress = new Told(_ => stop.Cancel());

        Should.Throw<OperationCanceledException>(() => WhatIfRun.Of(sample, Compile(host, Changes["value"]), null, progress, stop.Token));
        Should.Throw<OperationCanceledException>(() => host.Engine.ReadSample(new WhatIfRange(0, long.MaxValue, 1_000), 1, null, stop.Token));
        progress.Last.Done.ShouldBeLessThan(Customers * Rounds);
    }

    [Fact]
    public async Task ReadSample_MoreThanAsked_KeepsWholeCustomers()
    {
        await using var host = await StartAsync();

        var sample = host.Engine.ReadSample(new WhatIfRange(0, long.MaxValue, 200), 1);
        var again = host.Engine.ReadSample(new WhatIfRange(0, long.MaxValue, 200), 2);

        sample.InRange.ShouldBe(Customers * Rounds);
        sample.Decisions.ShouldBeInRange(200 - Rounds, 200);
        sample.Decisions.ShouldBe(sample.Customers * Rounds);
        again.Recorded.Select(d => d.Inputs.Id).ShouldBe(sample.Recorded.Select(d => d.Inputs.Id));
    }

    [Fact]
    public async Task ReadSample_Nothing_IsEmptyAndRuns()
    {
        await using var host = await StartAsync();
        var sample = host.Engine.ReadSample(new WhatIfRange(0, 1, 200), 1);

        var result = WhatIfRun.Of(sample, Compile(host, Changes["value"]));

        (result.Decisions, result.Customers, result.Value.Value).ShouldBe((0, 0, 0));
        result.Value.Interval.ShouldBeNull();
    }

    [Fact]
    public async Task ReadSample_WrongRange_SaysWhatIsAllowed()
    {
        await using var host = await StartAsync();

        Should.Throw<ArgumentException>(() => host.Engine.ReadSample(new WhatIfRange(5, 5, 200), 1)).Message.ShouldContain("later");
        Should.Throw<ArgumentOutOfRangeException>(() => host.Engine.ReadSample(new WhatIfRange(0, 5, 0), 1));
        Should.Throw<ArgumentOutOfRangeException>(() => host.Engine.ReadSample(new WhatIfRange(0, 5, WhatIfRange.Limit + 1), 1));
    }

    [Theory]
    [InlineData(FrontMeasure.None)]
    [InlineData(FrontMeasure.Contacts)]
    [InlineData(FrontMeasure.Silence)]
    public async Task Sweep_Settings_MarksThoseThatNoneBeats(FrontMeasure third)
    {
        await using var host = await StartAsync();
        var sample = Read(host);
        var settings = new[] { 0.2, 0.5, 1, 2, 5 }.Select(lever => Compile(host, d => d.WithAction("c", a => a with { Lever = lever }))).ToList();

        var points = LeverFront.Sweep(sample, settings, 1, third);

        points.Count.ShouldBe(5);
        points.ShouldContain(p => p.IsBest);
        foreach (var point in points)
        {
            point.IsBest.ShouldBe(!points.Any(o => o.Acceptance >= point.Acceptance && o.Value >= point.Value && Cost(o) <= Cost(point) && (o.Acceptance > point.Acceptance || o.Value > point.Value || Cost(o) < Cost(point))));
        }

        double Cost(FrontPoint point) => third switch { FrontMeasure.Contacts => point.Contacts, FrontMeasure.Silence => point.Silence, _ => 0 };

        var middle = WhatIfRun.Of(sample, settings[2]);
        points[2].Value.ShouldBe(middle.After.Totals.Value / middle.Decisions);
    }

    private static List<int> Keys(DecisionResult result) => [.. result.Filled.Select(f => f < 0 ? 0 : result.Ranked[f].TreatmentKey)];

    private static string Text(WhatIfResult result) => JsonSerializer.Serialize(result, new JsonSerializerOptions { NumberHandling = System.Text.Json.Serialization.JsonNumberHandling.AllowNamedFloatingPointLiterals });

    private static WhatIfSample Read(EngineHost host) => host.Engine.ReadSample(new WhatIfRange(0, long.MaxValue, 10_000), 2);

    private static PolicySnapshot Compile(EngineHost host, Func<PolicyDocument, PolicyDocument> change) =>
        PolicyCompiler.Compile(change(host.Policy.Document), 2, host.Now).Snapshot.ShouldNotBeNull();

    private static async Task<EngineHost> StartAsync(Func<PolicyDocument, PolicyDocument>? change = null)
    {
        var policy = TestPolicy.Of(
            TestPolicy.Action("a", value: 100), TestPolicy.Action("b", value: 90) with { Value = "customer.age + 50" }, TestPolicy.Action("c", value: 150, p: 0.05), TestPolicy.Action("d", value: 40, p: 0.2),
            TestPolicy.Action("closed", value: 500) with { Lever = 0 }, TestPolicy.Action("e", value: 60) with { Eligibility = "customer.plan = \"M\"" });
        policy = policy.WithChannel("web", c => c with { ExplorationBudget = 0.1 }) with
        {
            RandomCheck = 0.05,
            ContextWeights = [new ContextWeightDocument { When = "customer.age > 40", Scope = new ScopeDocument { Action = "d" }, Weight = 1.2 }],
        };
        var host = await EngineHost.StartAsync(change?.Invoke(policy) ?? policy);
        for (var i = 0; i < Customers; i++)
        {
            await host.PatchAsync("c" + i, ("age", Value.OfNumber(20 + (i % 60))), ("plan", i % 3 == 0 ? Value.Missing : Value.OfText(i % 3 == 1 ? "S" : "M")));
        }

        for (var round = 0; round < Rounds; round++)
        {
            for (var i = 0; i < Customers; i++)
            {
                var reply = round % 2 == 0 ? await host.DecideAsync("c" + i, "tile", 2) : await host.DecideAsync("c" + i);
                if (reply.Actions.Count > 0 && i % 4 == 0)
                {
                    await host.OutcomeAsync(reply, ContactKind.Click, action: reply.Actions[0].Action);
                }
            }
        }

        // Every answer that was to come has come and is learned: the models stand still.
        host.Time.Advance(TimeSpan.FromHours(2));
        await host.Engine.SettleDueAsync();
        await host.Engine.SettleModelsAsync();
        return host;
    }

    private sealed class Told(Action<WhatIfProgress> act) : IProgress<WhatIfProgress>
    {
        public WhatIfProgress Last { get; private set; }

        public void Report(WhatIfProgress value)
        {
            Last = value;
            act(value);
        }
    }
}
