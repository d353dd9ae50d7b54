using System.Buffers;
using System.Text.Json;
using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Customers;
using NbaStudio.Engine.Detection.Aggregates;
using NbaStudio.Engine.Detection.Patterns;
using NbaStudio.Engine.Policies.Snapshots;
using NbaStudio.Engine.Propensity;
using Xunit.Abstractions;

namespace NbaStudio.Tests.Customers;

public sealed class CustomerStateCodecTests(ITestOutputHelper output)
{
    [Fact]
    public void Read_WhatWriteWrote_GivesAnEqualState()
    {
        for (var seed = 0; seed < 300; seed++)
        {
            var state = RandomCustomer.Create(seed);
            var bytes = CustomerStateCodec.ToArray(state);
            var copy = CustomerStateCodec.Read(bytes);

            Describe(copy).ShouldBe(Describe(state), $"seed {seed}");
            copy.Profile.Values.ToDictionary().ShouldBe(state.Profile.Values.ToDictionary(), ignoreOrder: true);
            CustomerStateCodec.ToArray(copy).ShouldBe(bytes, $"seed {seed}");
            copy.Aggregates.Bind(RandomCustomer.Catalogue);
            var now = RandomCustomer.Start + (5 * RandomCustomer.Day);
            for (var i = 0; i < RandomCustomer.Catalogue.Count; i++)
            {
                var definition = RandomCustomer.Catalogue.Items[i].Definition;
                copy.Aggregates.Read(definition, now).ShouldBe(state.Aggregates.Read(definition, now));
            }
        }
    }

    [Fact]
    public void Write_ManyOneAfterAnother_IsEachAsByItself()
    {
        // A writer notes texts where the one before it on the thread did.
        var together = Enumerable.Range(0, 50).Select(seed => CustomerStateCodec.ToArray(RandomCustomer.Create(seed))).ToList();

        for (var seed = 0; seed < together.Count; seed++)
        {
            byte[] alone = [];
            var thread = new Thread(() => alone = CustomerStateCodec.ToArray(RandomCustomer.Create(seed)));
            thread.Start();
            thread.Join();
            together[seed].ShouldBe(alone, $"seed {seed}");
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("長期割 10 %")]
    [InlineData("a\ud83d\ude00b")]
    [InlineData("\ud83d")]
    [InlineData("\ude00")]
    [InlineData("\ude00\ud83d")]
    [InlineData("x\ud83dy")]
    [InlineData("\ud83d\ude00\ud83d")]
    [InlineData("\ud83d\ud83d\ude00")]
    public void Read_TextsOfAnyUnits_AreWhatWasWritten(string text)
    {
        var state = new CustomerState(7);
        state.Profile.Set("name", Value.OfText(text));

        var copy = CustomerStateCodec.Read(CustomerStateCodec.ToArray(state));

        copy.Profile.Values["name"].Text!.Original.ShouldBe(text);
    }

    [Fact]
    public void Read_DamagedBytes_IsRefusedOrReadButNeverFailsOtherwise()
    {
        var random = new Random(7);
        var refused = 0;
        var originals = Enumerable.Range(0, 20).Select(seed => CustomerStateCodec.ToArray(RandomCustomer.Create(seed))).ToArray();
        for (var i = 0; i < 3000; i++)
        {
            byte[] bytes = [.. originals[i % originals.Length]];
            for (var hits = random.Next(1, 4); hits > 0; hits--)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            try
            {
                CustomerStateCodec.Read(bytes.AsSpan(0, i % 3 == 0 ? random.Next(bytes.Length) : bytes.Length));
            }
            catch (InvalidDataException)
            {
                refused++;
            }
        }

        refused.ShouldBeGreaterThan(1000);
    }

    [Fact]
    public void Read_NewerVersion_SaysWhichVersionsItKnows()
    {
        var bytes = CustomerStateCodec.ToArray(new CustomerState(1));
        bytes[0] = 9;
        Should.Throw<InvalidDataException>(() => CustomerStateCodec.Read(bytes)).Message.ShouldContain("version 9 is not known");
    }

    [Fact]
    public void Read_FirstVersion_KeepsCountsAndAnswers()
    {
        var buffer = new ArrayBufferWriter<byte>();
        var writer = new StateWriter(buffer);
        CustomerStateV1.Write(writer, 7, "seen", RandomCustomer.Start, [RandomCustomer.Start - 5000, RandomCustomer.Start - 1000]);
        var state = CustomerStateCodec.Read(buffer.WrittenSpan);
        state.OpenResponses.Items.ShouldHaveSingleItem().Trigger.ShouldBe(0);
        var pattern = PatternLanguage.Compile("3 of event \"seen\" within 1h", new ConditionScope()).Pattern!;
        PatternState? count = state.Patterns["seen"];
        count.LastMatchMilliseconds.ShouldBe(RandomCustomer.Start - 9000);
        var results = new PatternResults();
        PatternMatcher.Observe(
            pattern, ref count, default, new TextValue("seen"), RandomCustomer.Start, new NbaStudio.Engine.Detection.DictionaryPropertyReader(new Dictionary<string, Value>()),
            RandomCustomer.Start, new EvaluationFrame(1), results);
        results.Matches.ShouldHaveSingleItem().First.ShouldBe(RandomCustomer.Start - 5000);
    }

    [Fact]
    public void Read_ThirdVersion_HasNoFurtherHeads()
    {
        var state = new CustomerState(4);
        state.OpenResponses.Add(new OpenResponse { Decision = 3, Treatment = 7, Channel = 1, Trigger = 9, DecidedAt = RandomCustomer.Start, WindowEnd = RandomCustomer.Start + 5, Value = 2 });
        var buffer = new ArrayBufferWriter<byte>();
        var sizes = CustomerStateCodec.Write(state, buffer);
        var bytes = WithoutOutdated(buffer, sizes);

        // The third version ended an answer with how chance chose it; the fourth added how many heads there are, the fifth before that what had been served.
        var count = (int)(sizes.Identity + sizes.Profile + sizes.Consents + sizes.Addresses + sizes.Contacts + sizes.Aggregates + sizes.OpenResponses) - 2;
        bytes.GetRange(count - 1, 2).ShouldBe([(byte)0, (byte)0]);
        bytes.RemoveRange(count - 1, 2);
        bytes[0] = 3;
        var read = CustomerStateCodec.Read(bytes.ToArray()).OpenResponses.Items.ShouldHaveSingleItem();
        (read.Decision, read.Trigger, read.WindowEnd, read.Heads.Length, read.IsSettled).ShouldBe((3, 9, RandomCustomer.Start + 5, 0, false));
    }

    [Fact]
    public void Read_FourthVersion_DoesNotKnowWhatWasServed_ButItsHeads()
    {
        var state = new CustomerState(4);
        state.OpenResponses.Add(new OpenResponse
        {
            Decision = 3, Treatment = 7, Channel = 1, DecidedAt = RandomCustomer.Start, WindowEnd = RandomCustomer.Start + 5, Value = 2,
            Heads = [new HeadAnswer { Head = HeadKind.Harm, WindowEnd = RandomCustomer.Start + 9 }],
        });
        var buffer = new ArrayBufferWriter<byte>();
        var sizes = CustomerStateCodec.Write(state, buffer);
        var bytes = WithoutOutdated(buffer, sizes);

        // The head: kind, two times, two flags; then what was served. Before it how many there are, and before that what was served of the primary one.
        var end = (int)(sizes.Identity + sizes.Profile + sizes.Consents + sizes.Addresses + sizes.Contacts + sizes.Aggregates + sizes.OpenResponses) - 1;
        bytes[end - 1].ShouldBe((byte)0);
        bytes.RemoveAt(end - 1);
        var count = bytes.LastIndexOf(1, end - 2 - 5);
        bytes[count - 1].ShouldBe((byte)0);
        bytes.RemoveAt(count - 1);
        bytes[0] = 4;
        var read = CustomerStateCodec.Read(bytes.ToArray()).OpenResponses.Items.ShouldHaveSingleItem();
        (read.Decision, read.Served.IsKnown, read.Heads.Single().Head, read.Heads.Single().WindowEnd).ShouldBe((3, false, HeadKind.Harm, RandomCustomer.Start + 9));
    }

    [Fact]
    public void Read_FifthVersion_KnowsNoOutdatedConsents()
    {
        var state = new CustomerState(4);
        state.Consents.Record(new ConsentRecord("email", "marketing", ConsentState.Granted, 5, "form", null));
        var buffer = new ArrayBufferWriter<byte>();
        var bytes = WithoutOutdated(buffer, CustomerStateCodec.Write(state, buffer));
        bytes[0] = 5;

        var read = CustomerStateCodec.Read(bytes.ToArray());

        (read.Consents.Records.ShouldHaveSingleItem(), read.Consents.Outdated.Count).ShouldBe((state.Consents.Records[0], 0));
    }

    // The sixth version ended the consents with how many others had been said.
    private static List<byte> WithoutOutdated(ArrayBufferWriter<byte> buffer, CustomerStateSizes sizes)
    {
        var bytes = buffer.WrittenSpan.ToArray().ToList();
        var count = (int)(sizes.Identity + sizes.Profile + sizes.Consents) - 1;
        bytes[count].ShouldBe((byte)0);
        bytes.RemoveAt(count);
        return bytes;
    }

    [Fact]
    public void Write_WhatWasServed_TakesNineBytesAndSixForAFurtherHead()
    {
        int Size(ServedPropensity served)
        {
            var state = new CustomerState(4);
            state.OpenResponses.Add(new OpenResponse { Decision = 3, Treatment = 7, DecidedAt = RandomCustomer.Start, Served = served, Heads = [new HeadAnswer { Head = HeadKind.Harm, Served = served }] });
            return CustomerStateCodec.ToArray(state).Length;
        }

        // By one byte each where nothing is known.
        (Size(new(0.04f, ServedBy.Pooled, 50_000_000)) - Size(default)).ShouldBe(9 + 6 - 2);
    }

    [Fact]
    public void Write_TypicalCustomer_TakesAtMostFourKilobytes()
    {
        var state = TypicalCustomer.Create();
        var buffer = new ArrayBufferWriter<byte>();
        var sizes = CustomerStateCodec.Write(state, buffer);

        state.Contacts.Entries.Count.ShouldBe(30);
        state.Aggregates.All().Count().ShouldBe(20);
        output.WriteLine($"{sizes.Total} bytes: {sizes}");
        sizes.Total.ShouldBe(buffer.WrittenCount);
        sizes.Total.ShouldBeLessThanOrEqualTo(4096, sizes.ToString());
        sizes.Contacts.ShouldBeGreaterThan(0);
        sizes.Aggregates.ShouldBeGreaterThan(0);
    }

    [Fact]
    public void Write_AggregateThatLeftTheCatalogue_IsDropped()
    {
        var state = RandomCustomer.Create(3);
        var before = state.Aggregates.All().Count();
        var kept = RandomCustomer.Catalogue.Items[0];
        state.Aggregates.Bind(new AggregateCatalogue([(kept.Definition, kept.Filter)]));
        state.Aggregates.All().Count().ShouldBe(before);

        CustomerStateCodec.Read(CustomerStateCodec.ToArray(state)).Aggregates.All().Count().ShouldBe(1);
        state.Aggregates.All().Count().ShouldBe(1);
    }

    private static string Describe(CustomerState state) => JsonSerializer.Serialize(new
    {
        state.Key,
        state.Aliases,
        state.Language,
        state.TimeZone,
        Zone = state.Zone?.Id,
        state.Simulated,
        state.CreatedAt,
        state.JournalPosition,
        state.NextDecisionNumber,
        state.LastFullRecord,
        Profile = state.Profile.Values.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => p.Key + "=" + p.Value.Kind + ":" + p.Value),
        Consents = state.Consents.Records,
        state.Consents.Outdated,
        Addresses = state.Addresses.Records,
        Contacts = state.Contacts.Entries.Select(e => e.ToString()),
        Days = state.Contacts.Days.Select(d => d.ToString()),
        Responses = state.OpenResponses.Items.Select(r =>
            $"{r.Decision} {r.Treatment} {r.Channel} {r.DecidedAt} {r.ShownAt} {r.WindowEnd} {r.PredictorSchema} {r.GridVersion} "
            + $"{r.Trigger} {r.Value:R} {r.NegativeLearned} {r.NegativeTime} {r.PositiveLearned} {r.Draw} {r.Served} {string.Join(" ", r.Predictors)} "
            + string.Join(" ", r.Heads.Select(h => $"{h.Head} {h.WindowEnd} {h.NegativeLearned} {h.NegativeTime} {h.PositiveLearned} {h.Served}"))),
        Timers = state.Timers.Items.Select(t => t.ToString()),
        Sticky = state.Sticky.Items.Select(s => s.ToString()),
        Timeline = state.Timeline.Items.Select(t => t.ToString()),
        Patterns = state.Patterns.OrderBy(p => p.Key, StringComparer.Ordinal)
            .Select(p => $"{p.Key} {p.Value.Fingerprint} {p.Value.LastMatchMilliseconds} {p.Value.LastEvent} {p.Value.Newest} {p.Value.Serial} "
                + string.Join(" | ", p.Value.Partials.Append(p.Value.Given).Select(Show)) + " held " + string.Join(" | ", p.Value.Held.Select(h => $"{h.Time} {h.Fits} {h.Key} {Show(h.Captured)}"))),
    });

    private static string Show(PartialMatch? partial) =>
        partial is null ? "none" : $"{partial.Key} {partial.Serial} {partial.AnchorSerial} {string.Join(",", partial.Times.ToArray())} {Show(partial.Captured)}";

    private static string Show(Dictionary<string, Value>? captured) => string.Join(",", (captured ?? []).OrderBy(c => c.Key, StringComparer.Ordinal));
}
