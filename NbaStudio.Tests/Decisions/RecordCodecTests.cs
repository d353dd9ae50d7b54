using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Customers;
using NbaStudio.Engine.Decisions;
using NbaStudio.Engine.Decisions.Records;
using NbaStudio.Engine.Storage;

namespace NbaStudio.Tests.Decisions;

public sealed class RecordCodecTests
{
    private static readonly SlotLayout Layout = new([.. Enumerable.Range(0, 12).Select(i => new AttributeSlot("a" + i, ValueKind.Any))]);

    [Fact]
    public void Inputs_WholeAndAsDifference_ComeBackToTheLastBit()
    {
        var random = new Random(3);
        for (var round = 0; round < 500; round++)
        {
            var first = Inputs(random, null);
            var whole = Bytes(first, null);
            Same(DecisionInputsCodec.Read(whole, Layout, null), first);
            DecisionInputsCodec.BaseOf(whole).ShouldBe(0);
            var basis = RecordBase.Of(DecisionInputsCodec.Read(whole, Layout, null));
            var next = Inputs(random, first);
            var difference = Bytes(next, basis);
            (DecisionInputsCodec.BaseOf(difference), DecisionInputsCodec.RevisionOf(difference)).ShouldBe((first.Id.Number, first.Revision));
            Same(DecisionInputsCodec.Read(difference, Layout, basis), next);
        }
    }

    [Fact]
    public void Inputs_FromBeforeTheContactHistory_AreReadWithItMissing()
    {
        var random = new Random(4);
        var first = Inputs(random, null);
        var next = Inputs(random, first);
        SlotLayout longer = new([.. Layout.Slots, new OutcomeCountSlot("outcome_count(all, \"sent\" in 7d)", new ContactScope(ContactScopeKind.All, null), "sent", TimeSpan.FromDays(7))]);
        SlotLayout other = new([.. Layout.Slots, new AttributeSlot("new", ValueKind.Number)]);
        var (whole, difference) = (Bytes(first, null), Bytes(next, RecordBase.Of(first)));

        var read = DecisionInputsCodec.Read(whole, longer, null);

        read.Values.ShouldBe([.. first.Values, Value.Missing]);
        DecisionInputsCodec.Read(difference, longer, RecordBase.Of(read)).Values.ShouldBe([.. next.Values, Value.Missing]);
        Should.Throw<InvalidDataException>(() => DecisionInputsCodec.Read(whole, other, null)).Message.ShouldContain($"its revision has {other.Count}");
    }

    [Fact]
    public void Inputs_TextThatOnlyComparesAsEqual_IsKeptAsWritten()
    {
        var random = new Random(4);
        var first = Inputs(random, null);
        first.Values[0] = Value.OfText("ABC");
        first.Values[1] = Value.OfNumber(0.0);
        var next = Inputs(random, first);
        (next.Values[0], next.Values[1]) = (Value.OfText("abc"), Value.OfNumber(-0.0));
        var basis = RecordBase.Of(first);
        var read = DecisionInputsCodec.Read(Bytes(next, basis), Layout, basis);
        read.Values[0].Text!.Original.ShouldBe("abc");
        double.IsNegative(read.Values[1].Number).ShouldBeTrue();
    }

    [Fact]
    public void Result_ComesBackToTheLastBit()
    {
        var random = new Random(5);
        for (var round = 0; round < 300; round++)
        {
            var result = Result(random);
            var (read, timings) = DecisionResultCodec.Read(Bytes(result));
            timings.ShouldBe(new StepTimings(1, 22, 333, 0));
            read.Filled.ShouldBe(result.Filled);
            read.SlotProbability.ShouldBe(result.SlotProbability);
            read.Ranked.ShouldBe(result.Ranked);
            read.Fates.ShouldBe(result.Fates);
            (read.NextPriority.Equals(result.NextPriority), read.HoldUntil, read.Silence).ShouldBe((true, result.HoldUntil, result.Silence));
        }
    }

    [Fact]
    public void DamagedBytes_GiveInvalidDataOnly()
    {
        var random = new Random(6);
        for (var round = 0; round < 200; round++)
        {
            var first = Inputs(random, null);
            var basis = RecordBase.Of(first);
            var bytes = round % 2 == 0 ? Bytes(first, null) : Bytes(Inputs(random, first), basis);
            var result = Bytes(Result(random));
            for (var i = 0; i < 60; i++)
            {
                Harmless(() => DecisionInputsCodec.Read(Damage(bytes, random), Layout, basis));
                Harmless(() => DecisionResultCodec.Read(Damage(result, random)));
                Harmless(() => DecisionInputsCodec.BaseOf(Damage(bytes, random)));
                Harmless(() => DecisionInputsCodec.RevisionOf(Damage(bytes, random)));
            }
        }
    }

    [Fact]
    public void Inputs_OfAnotherBase_AreRefused()
    {
        var random = new Random(7);
        var first = Inputs(random, null);
        var bytes = Bytes(Inputs(random, first), RecordBase.Of(first));
        Should.Throw<InvalidDataException>(() => DecisionInputsCodec.Read(bytes, Layout, null));
        Should.Throw<InvalidDataException>(() => DecisionInputsCodec.Read(bytes, Layout, RecordBase.Of(first) with { Number = first.Id.Number + 1 }));
        Should.Throw<ArgumentException>(() => DecisionInputsCodec.Write(new ByteWriter(16), first, RecordBase.Of(first) with { Revision = 99 }));
    }

    private static void Harmless(Func<object> read)
    {
        try
        {
            read();
        }
        catch (InvalidDataException)
        {
            // What damaged bytes are allowed to do; anything else fails the test.
        }
    }

    private static byte[] Damage(byte[] bytes, Random random)
    {
        var copy = random.Next(3) == 0 ? bytes[..random.Next(bytes.Length)] : (byte[])bytes.Clone();
        for (var n = random.Next(4); n > 0 && copy.Length > 0; n--)
        {
            copy[random.Next(copy.Length)] = (byte)random.Next(256);
        }

        return copy;
    }

    private static byte[] Bytes(DecisionInputs inputs, RecordBase? basis)
    {
        var writer = new ByteWriter(64);
        DecisionInputsCodec.Write(writer, inputs, basis);
        return writer.ToArray();
    }

    private static byte[] Bytes(DecisionResult result)
    {
        var writer = new ByteWriter(64);
        DecisionResultCodec.Write(writer, result, new StepTimings(1, 22, 333, 4444));
        return writer.ToArray();
    }

    private static DecisionInputs Inputs(Random random, DecisionInputs? before)
    {
        var inputs = new DecisionInputs
        {
            Id = new DecisionId(before?.Id.Customer ?? random.NextInt64(1, long.MaxValue), (before?.Id.Number ?? random.Next(1, 1000)) + (before is null ? 0 : 1)),
            Now = random.NextInt64(-1_000_000, 4_000_000_000_000), Revision = before?.Revision ?? random.Next(1, 1000), ModelVersion = random.NextInt64(1L << 40),
            JournalPosition = random.Next(), Seed = (ulong)random.NextInt64(long.MinValue, long.MaxValue), Trigger = random.Next(3), Zone = random.Next(2) == 0 ? "Asia/Tokyo" : "UTC",
            Language = "ja", Simulated = random.Next(2) == 0, Layout = Layout,
            Arm = new DecisionArm(random.Next(2) == 0, [.. Enumerable.Range(1, random.Next(3))], random.Next(2) == 0),
            Values = [.. Enumerable.Range(0, Layout.Count).Select(i => before is not null && random.Next(3) > 0 ? before.Values[i] : RandomValue(random))],
        };
        inputs.Slots.AddRange(Enumerable.Range(0, random.Next(1, 4)).Select(i => new SlotRequest([.. Enumerable.Range(5, random.Next(1, 3))], i % 2 == 0 ? "hero" : "", i)));
        inputs.Consents.AddRange(Enumerable.Range(0, random.Next(3)).Select(_ => new ConsentFact("web", "マーケティング", random.Next(2) == 0, random.NextInt64(1L << 41))));
        inputs.Reach.AddRange(Enumerable.Range(0, random.Next(3)).Select(i => new ReachFact(i, (Reachability)random.Next(5))));
        inputs.Budgets.AddRange(Enumerable.Range(0, random.Next(3)).Select(i => new BudgetFact(i, random.NextDouble() * 1e6, random.Next(2))));
        inputs.ContactDays.AddRange(Enumerable.Range(0, random.Next(4)).Select(i => new ContactDayCount(20_000 + i, random.Next(9), random.Next(3), (ContactKind)random.Next(13), random.Next(1, 99))));
        foreach (var entry in before?.Contacts ?? [])
        {
            if (random.Next(8) == 0)
            {
                inputs.Contacts.Add(RandomEntry(random));
            }

            if (random.Next(6) > 0)
            {
                inputs.Contacts.Add(entry);
            }
        }

        inputs.Contacts.AddRange(Enumerable.Range(0, random.Next(before is null ? 30 : 4)).Select(_ => RandomEntry(random)));
        return inputs;
    }

    private static ContactEntry RandomEntry(Random random) => new(
        random.NextInt64(1L << 41), random.Next(500), random.Next(5), (ContactKind)random.Next(13), random.Next(1000), random.Next(4) == 0 ? ContactStatus.Reserved : ContactStatus.Confirmed);

    private static Value RandomValue(Random random) => random.Next(9) switch
    {
        0 => Value.Missing,
        1 => Value.OfBoolean(random.Next(2) == 0),
        2 => Value.OfText(random.Next(2) == 0 ? "Foo" : "長期割"),
        3 => Value.OfSet([new TextValue("x"), new TextValue("Y")]),
        4 => Value.OfMoney(random.Next(100_000) / 100.0),
        5 => Value.OfUnixMilliseconds(random.NextInt64(1L << 41)),
        6 => Value.OfDuration(TimeSpan.FromMilliseconds(random.Next())),
        7 => Value.OfNumber(random.Next(-50, 50)),
        _ => Value.OfNumber((random.NextDouble() - 0.5) * Math.Pow(10, random.Next(-20, 20))),
    };

    private static DecisionResult Result(Random random)
    {
        var slots = random.Next(1, 5);
        var ranked = Enumerable.Range(0, random.Next(40)).Select(i => new CandidateResult(
            i, i + 100, (PipelineStage)random.Next(13), (DropReason)random.Next(74), random.Next(-1, 5), random.NextDouble(), random.Next(4), i * 1.25, random.Next(2) == 0 ? i * 1.25 : 1e9,
            random.NextDouble(), 0, random.Next(3) == 0 ? double.NaN : random.NextDouble() * 100, double.NaN, random.NextInt64(), (PropensitySource)random.Next(4), random.NextDouble() * 2)).ToArray();
        return new DecisionResult
        {
            Filled = [.. Enumerable.Range(0, slots).Select(_ => random.Next(-1, ranked.Length))],
            SlotProbability = [.. Enumerable.Range(0, slots).Select(_ => random.Next(2) == 0 ? double.NaN : random.NextDouble())],
            Ranked = ranked,
            NextPriority = random.Next(2) == 0 ? double.NaN : random.NextDouble(),
            HoldUntil = random.Next(2) == 0 ? 0 : random.NextInt64(1L << 41),
            Fates = [.. Enumerable.Range(0, random.Next(200)).Select(_ => new CandidateFate((PipelineStage)random.Next(3), (DropReason)random.Next(3), (short)random.Next(-1, 2)))],
            Silence = random.Next(2) == 0 ? null : new SilenceReason((SilenceCode)random.Next(1, 7), 1.5, 2),
        };
    }

    private static void Same(DecisionInputs read, DecisionInputs written)
    {
        (read.Id, read.Now, read.Revision, read.ModelVersion, read.JournalPosition, read.Seed, read.Trigger, read.Zone, read.Language, read.Simulated).ShouldBe(
            (written.Id, written.Now, written.Revision, written.ModelVersion, written.JournalPosition, written.Seed, written.Trigger, written.Zone, written.Language, written.Simulated));
        (read.Arm.HoldOutAll, read.Arm.RandomCheck).ShouldBe((written.Arm.HoldOutAll, written.Arm.RandomCheck));
        read.Arm.HoldOutObjectives.ShouldBe(written.Arm.HoldOutObjectives);
        read.Values.Select(v => (v.Kind, BitConverter.DoubleToInt64Bits(v.Number), v.ToString())).ShouldBe(written.Values.Select(v => (v.Kind, BitConverter.DoubleToInt64Bits(v.Number), v.ToString())));
        read.Slots.Select(s => (string.Join(',', s.Channels), s.Placement, s.Position)).ShouldBe(written.Slots.Select(s => (string.Join(',', s.Channels), s.Placement, s.Position)));
        read.Consents.ShouldBe(written.Consents);
        read.Reach.ShouldBe(written.Reach);
        read.Budgets.ShouldBe(written.Budgets);
        read.Contacts.ShouldBe(written.Contacts);
        read.ContactDays.ShouldBe(written.ContactDays);
    }
}
