using NbaStudio.Engine.Decisions;
using NbaStudio.Engine.Storage;
using static NbaStudio.Tests.Storage.Rows;

namespace NbaStudio.Tests.Storage;

/// <summary>What every store has to do, whatever it is made of.</summary>
public abstract class HubStoreContract : IDisposable
{
    private readonly Lazy<IHubStore> _store;
    private readonly Lazy<long> _epoch;

    protected HubStoreContract()
    {
        _store = new Lazy<IHubStore>(Open);
        _epoch = new Lazy<long>(() => Store.AcquireEpoch(0));
    }

    protected IHubStore Store => _store.Value;

    protected abstract IHubStore Open();

    public virtual void Dispose()
    {
        Store.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public void ReadHead_EmptyStore_StartsAtGenesis()
    {
        var head = Store.ReadHead();
        (head.Sequence, head.KeyHighWater, head.OutboxHighWater, head.AnchorSequence).ShouldBe((0, 0, 0, 0));
        head.Chain.ShouldBe(HashChain.Genesis);
        Store.VerifyChain().ShouldBe(new ChainReport(0, 0, null, null));
    }

    [Fact]
    public void Commit_EveryKindOfRow_ReadsBackWhatWasWritten()
    {
        var batch = Batch().Append(Store, (5, "one"), (6, "two"));
        batch.Customers.AddRange([Customer(5, "five", 700), Customer(6, "six")]);
        batch.Aliases.AddRange([new AliasRow("a@b", 5), new AliasRow("猫🐈", 5), new AliasRow("cookie", 6)]);
        var dedupe = new DedupeRow(5, 2, UInt128.MaxValue - 3, ulong.MaxValue - 1, 44, -9);
        batch.Dedupe.Add(dedupe);
        batch.Decisions.AddRange([Decision(5, 1, 10, true), Decision(5, 2, 20, false), Decision(6, 1, 15, true)]);
        batch.Outbox.AddRange([Outbox(9, 5), Outbox(8, 6, OutboxStatus.Dead) with { LastError = "refused" }]);
        batch.Tokens.Add(Token(1, 5));
        batch.Budgets.Add(new BudgetRow(new BudgetKey(3, 20_000), 10, 4));
        batch.Blobs.Add(new BlobRow("model/1", Bytes("weights"), 2));
        batch.KeyHighWater = 6;
        Store.Commit(batch);

        var five = Store.LoadCustomer(5).ShouldNotBeNull();
        (five.Key, five.NextDue).ShouldBe((5, 700));
        five.State.ShouldBe(Bytes("five"));
        five.Dedupe.ShouldBe([dedupe]);
        Store.LoadCustomer(6).ShouldNotBeNull().NextDue.ShouldBe(long.MaxValue);
        Store.LoadCustomer(7).ShouldBeNull();
        Store.ReadCustomerKeys(5, 10).ShouldBe([6]);
        Store.CountCustomers().ShouldBe(2);
        Store.FindAlias("猫🐈").ShouldBe(5);
        Store.FindAlias("A@b").ShouldBeNull();
        Store.ReadAliases(5).ShouldBe(["a@b", "猫🐈"]);
        Store.SearchAliases("c", 5).ShouldBe([new AliasRow("cookie", 6)]);
        Store.ReadJournal(1, 10).Select(r => (r.Sequence, r.Customer, r.Time)).ShouldBe([(1, 5, 10), (2, 6, 20)]);
        Store.ReadJournal(1, 10, 6).Single().Payload.ShouldBe(Bytes("two"));
        Store.ReadJournal(2, 1).Single().Kind.ShouldBe(JournalKind.Event);
        Store.ReadDecision(new DecisionId(5, 2)).ShouldBeEquivalentTo(Decision(5, 2, 20, false));
        Store.ReadDecision(new DecisionId(6, 2)).ShouldBeNull();
        Store.ReadDecisions(5, long.MaxValue, 5).Select(d => d.Number).ShouldBe([2, 1]);
        Store.ReadDecisions(5, 2, 5).Select(d => d.Number).ShouldBe([1]);
        Store.ReadFullDecision(5, 2).ShouldNotBeNull().Number.ShouldBe(1);
        Store.ReadFullDecision(7, 2).ShouldBeNull();
        Store.ReadDecisionsBetween(10, 20, 9).Select(d => (d.Customer, d.Number)).ShouldBe([(5, 1), (6, 1)]);
        Store.ReadOutboxRow(8).ShouldBeEquivalentTo(Outbox(8, 6, OutboxStatus.Dead) with { LastError = "refused" });
        Store.ReadOutboxOf(5, 3).Single().Id.ShouldBe(9);
        Store.CountOutbox(OutboxStatus.Dead).ShouldBe(1);
        Store.FindToken(Token(1, 5).Hash).ShouldBeEquivalentTo(Token(1, 5));
        Store.FindToken(Token(2, 5).Hash).ShouldBeNull();
        Store.ReadBudgets().ShouldBe([new BudgetRow(new BudgetKey(3, 20_000), 10, 4)]);
        Store.ReadBlob("model/1").ShouldBeEquivalentTo(new BlobRow("model/1", Bytes("weights"), 2));
        Store.ReadBlobNames("model/").ShouldBe(["model/1"]);
        Store.ReadBlob("model/2").ShouldBeNull();
        var head = Store.ReadHead();
        (head.Sequence, head.KeyHighWater, head.OutboxHighWater).ShouldBe((2, 6, 9));
        head.Chain.ShouldBe(batch.Journal[1].Chain);
        Store.VerifyChain().ShouldBe(new ChainReport(2, 0, null, null));
    }

    [Fact]
    public void Commit_SecondTime_ReplacesAddsAndRemoves()
    {
        var first = Batch();
        first.Customers.Add(Customer(1, "old", 5));
        first.Aliases.AddRange([new AliasRow("x", 1), new AliasRow("y", 1)]);
        first.Outbox.Add(Outbox(1, 1));
        first.Budgets.Add(new BudgetRow(new BudgetKey(1, 0), 10, 5));
        first.Blobs.Add(new BlobRow("b", Bytes("1")));
        Store.Commit(first);
        var second = Batch();
        second.Customers.Add(Customer(1, "new"));
        second.Aliases.AddRange([new AliasRow("x", 1, Remove: true), new AliasRow("y", 2), new AliasRow("y", 1, Remove: true)]);
        second.Outbox.Add(Outbox(1, 1, OutboxStatus.Sent) with { Attempt = 2 });
        second.Budgets.Add(new BudgetRow(new BudgetKey(1, 0), -3, 1));
        second.Blobs.Add(new BlobRow("b", null));
        Store.Commit(second);

        Store.LoadCustomer(1).ShouldNotBeNull().State.ShouldBe(Bytes("new"));
        Store.ReadDueCustomers(long.MinValue, 0, 10).ShouldBeEmpty();
        Store.FindAlias("x").ShouldBeNull();
        Store.FindAlias("y").ShouldBe(2);
        Store.ReadOutboxRow(1).ShouldNotBeNull().Status.ShouldBe(OutboxStatus.Sent);
        Store.ReadBudgets().Single().ShouldBe(new BudgetRow(new BudgetKey(1, 0), 7, 6));
        Store.ReadBlob("b").ShouldBeNull();
    }

    [Fact]
    public void Commit_StaleEpoch_FailsAndWritesNothing()
    {
        var old = Batch().Append(Store, (1, "late"));
        var current = Store.AcquireEpoch(0);
        var error = Should.Throw<StaleEpochException>(() => Store.Commit(old));
        (error.Failure, error.Current).ShouldBe((StoreFailure.StaleEpoch, current));
        Store.ReadJournal(1, 10).ShouldBeEmpty();
        Store.Commit(new CommitBatch(0, current).Append(Store, (1, "mine")));
        Store.ReadHead().Sequence.ShouldBe(1);
    }

    [Fact]
    public void Commit_FailsAtAnyStep_LeavesEverythingAsItWas()
    {
        var first = Batch().Append(Store, (1, "before"));
        first.Customers.Add(Customer(1, "before", 9));
        first.Aliases.Add(new AliasRow("a", 1));
        first.Outbox.Add(Outbox(1, 1));
        first.Budgets.Add(new BudgetRow(new BudgetKey(1, 1), 1, 1));
        first.Dedupe.Add(new DedupeRow(1, 1, 1, 1, 1, 1));
        first.Decisions.Add(Decision(1, 1, 1, true));
        first.Tokens.Add(Token(9, 1));
        Store.Commit(first);
        var before = StoreDump.Of(Store);
        for (var step = 0; step < 6; step++)
        {
            var left = step;
            var batch = Batch().Append(Store, (1, "after"), (2, "after"));
            batch.Erasures.Add(1);
            batch.Customers.Add(Customer(2, "after"));
            batch.Aliases.Add(new AliasRow("a", 2));
            batch.Dedupe.Add(new DedupeRow(2, 1, 1, 1, 1, 1));
            batch.Decisions.Add(Decision(2, 1, 1, true));
            batch.Outbox.Add(Outbox(2, 2));
            batch.Tokens.Add(Token(9, 2));
            batch.Budgets.Add(new BudgetRow(new BudgetKey(1, 1), 1, 1));
            batch.Blobs.Add(new BlobRow("b", Bytes("b")));
            batch.KeyHighWater = 2;
            batch.Step = () =>
            {
                if (left-- == 0)
                {
                    throw new HubStoreException(StoreFailure.Full, "injected");
                }
            };
            Should.Throw<HubStoreException>(() => Store.Commit(batch)).Failure.ShouldBe(StoreFailure.Full);
            StoreDump.Of(Store).ShouldBe(before, $"step {step}");
        }

        Store.Probe();
        Store.Commit(Batch().Append(Store, (1, "goes on")));
        Store.VerifyChain().IsValid.ShouldBeTrue();
    }

    [Fact]
    public void Commit_JournalWithGap_IsRefused()
    {
        var batch = Batch().Append(Store, (1, "a"), (1, "b"));
        batch.Journal.RemoveAt(0);
        Should.Throw<HubStoreException>(() => Store.Commit(batch)).Failure.ShouldBe(StoreFailure.Corrupt);
        Store.ReadHead().Sequence.ShouldBe(0);
    }

    [Fact]
    public void Commit_Erasure_DeletesEverythingButTheChain()
    {
        var batch = Batch().Append(Store, (1, "secret"), (2, "other"));
        foreach (var key in new[] { 1L, 2L })
        {
            batch.Customers.Add(Customer(key, "s", 5));
            batch.Aliases.Add(new AliasRow($"alias{key}", key));
            batch.Dedupe.Add(new DedupeRow(key, 1, 1, 1, 1, 1));
            batch.Decisions.Add(Decision(key, 1, 1, true));
            batch.Outbox.Add(Outbox(key, key));
            batch.Tokens.Add(Token((byte)key, key));
        }

        batch.KeyHighWater = 2;
        Store.Commit(batch);
        var erasure = Batch().Append(Store, (1, "erased"));
        erasure.Erasures.Add(1);
        Store.Commit(erasure);

        Store.LoadCustomer(1).ShouldBeNull();
        Store.FindAlias("alias1").ShouldBeNull();
        Store.ReadAliases(1).ShouldBeEmpty();
        Store.ReadDecision(new DecisionId(1, 1)).ShouldBeNull();
        Store.ReadOutboxOf(1, 5).ShouldBeEmpty();
        Store.FindToken(Token(1, 1).Hash).ShouldBeNull();
        Store.ReadDueCustomers(0, 0, 9).Select(d => d.Key).ShouldBe([2]);
        var entries = Store.ReadJournal(1, 10, 1);
        (entries[0].Payload, entries[0].Salt).ShouldBe((null, null));
        entries[1].Payload.ShouldBe(Bytes("erased"));
        Store.VerifyChain().ShouldBe(new ChainReport(3, 1, null, null));
        Store.LoadCustomer(2).ShouldNotBeNull().Dedupe.Count.ShouldBe(1);
        Store.ReadDecision(new DecisionId(2, 1)).ShouldNotBeNull();
        Store.ReadHead().KeyHighWater.ShouldBe(2);
        var again = Batch();
        again.Customers.Add(Customer(1, "returned"));
        Store.Commit(again);
        Store.LoadCustomer(1).ShouldNotBeNull().Dedupe.ShouldBeEmpty();
    }

    [Fact]
    public void ReadDueCustomers_ManyPages_ComeInDueOrderOnce()
    {
        var batch = Batch();
        batch.Customers.AddRange(Enumerable.Range(1, 50).Select(k => Customer(k, "s", k % 7 == 0 ? long.MaxValue : 100 - (k % 5))));
        Store.Commit(batch);
        List<DueCustomer> all = [];
        while (Store.ReadDueCustomers(all.Count == 0 ? long.MinValue : all[^1].Due, all.Count == 0 ? 0 : all[^1].Key, 7) is { Count: > 0 } page)
        {
            all.AddRange(page);
        }

        all.Count.ShouldBe(43);
        all.ShouldBe(all.Distinct().OrderBy(d => d.Due).ThenBy(d => d.Key));
    }

    [Fact]
    public void ReadOutbox_ByStatus_GivesWhatIsDueInOrder()
    {
        var batch = Batch();
        batch.Outbox.AddRange([Outbox(1, 1, next: 30), Outbox(2, 1, next: 10), Outbox(3, 1, OutboxStatus.Sending, 10), Outbox(4, 2, next: 10)]);
        Store.Commit(batch);
        Store.ReadOutbox(OutboxStatus.Pending, 29, 10).Select(r => r.Id).ShouldBe([2, 4]);
        Store.ReadOutbox(OutboxStatus.Pending, 30, 2).Select(r => r.Id).ShouldBe([2, 4]);
        Store.ReadOutbox(OutboxStatus.Sending, long.MaxValue, 10).Select(r => r.Id).ShouldBe([3]);
        Store.ReadOutboxOf(1, 2).Select(r => r.Id).ShouldBe([3, 2]);
    }

    [Fact]
    public void Compact_JournalBehindCheckpoint_KeepsChainValid()
    {
        Store.Commit(Batch().Append(Store, [.. Enumerable.Range(1, 20).Select(i => ((long)i, $"p{i}"))]));
        Store.Compact(new CompactionRequest(JournalBefore: 15)).Journal.ShouldBe(0, "there is no checkpoint");
        var checkpoint = Batch();
        checkpoint.Blobs.AddRange([new BlobRow("m1", Bytes("m"), 12), new BlobRow("m2", Bytes("m"), 18)]);
        Store.Commit(checkpoint);

        var first = Store.Compact(new CompactionRequest(JournalBefore: 15, MaxRows: 5));
        (first.Journal, first.HasMore).ShouldBe((5, true));
        var second = Store.Compact(new CompactionRequest(JournalBefore: 15));
        (second.Journal, second.HasMore).ShouldBe((7, false));

        Store.ReadJournal(0, 100)[0].Sequence.ShouldBe(13);
        Store.ReadHead().AnchorSequence.ShouldBe(12);
        Store.VerifyChain().ShouldBe(new ChainReport(8, 0, null, null));
        Store.Commit(Batch().Append(Store, (1, "next")));
        Store.VerifyChain().Checked.ShouldBe(9);
    }

    [Fact]
    public void Compact_WholeJournal_ContinuesAfterTheAnchor()
    {
        Store.Commit(Batch().Append(Store, (1, "a"), (1, "b")));
        var checkpoint = Batch();
        checkpoint.Blobs.Add(new BlobRow("m", Bytes("m"), 2));
        Store.Commit(checkpoint);
        Store.Compact(new CompactionRequest(JournalBefore: 99)).Journal.ShouldBe(2);
        Store.ReadHead().Sequence.ShouldBe(2);
        Store.Commit(Batch().Append(Store, (1, "c")));
        Store.VerifyChain().ShouldBe(new ChainReport(1, 0, null, null));
    }

    [Fact]
    public void Compact_OldRows_GoAndDeltaBasesStay()
    {
        var batch = Batch();
        batch.Dedupe.AddRange([new DedupeRow(1, 1, 1, 1, 10, 1), new DedupeRow(1, 1, 2, 1, 20, 1)]);
        batch.Customers.Add(Customer(1));
        batch.Decisions.AddRange([
            Decision(1, 1, 10, true), Decision(1, 2, 11, false), Decision(1, 3, 12, true), Decision(1, 4, 13, false), Decision(1, 5, 30, false), Decision(2, 1, 10, true), Decision(2, 2, 11, false)]);
        batch.Tokens.AddRange([Token(1, 1, 10), Token(2, 1, 20)]);
        batch.Outbox.AddRange([Outbox(1, 1, OutboxStatus.Sent, 10), Outbox(2, 1, OutboxStatus.Dead, 10), Outbox(3, 1, OutboxStatus.Delivered, 20), Outbox(4, 1, OutboxStatus.Held, 10)]);
        Store.Commit(batch);

        Store.Compact(new CompactionRequest(DedupeBefore: 20, DecisionsBefore: 20, TokensBefore: 20, OutboxBefore: 20))
            .ShouldBe(new CompactionResult(1, 0, 5, 1, 2, 0, false));

        Store.LoadCustomer(1).ShouldNotBeNull().Dedupe.Single().Id.ShouldBe((UInt128)2);
        Store.ReadDecisions(1, 99, 9).Select(d => d.Number).ShouldBe([5, 3], "5 is a difference to 3");
        Store.ReadDecisions(2, 99, 9).ShouldBeEmpty("nothing younger rests on them");
        Store.FindToken(Token(1, 1).Hash).ShouldBeNull();
        Store.FindToken(Token(2, 1).Hash).ShouldNotBeNull();
        Store.ReadOutboxOf(1, 9).Select(r => r.Id).ShouldBe([4, 3]);
        Store.ReadHead().OutboxHighWater.ShouldBe(4);
    }

    [Fact]
    public void Compact_Texts_LoseThePayloadAndTheChainStaysValid()
    {
        Store.Commit(Batch().Append(Store, (1, "said"), (1, "other"), (2, "said too")));

        Store.Compact(new CompactionRequest(Texts: [1, 3, 99])).Texts.ShouldBe(2);

        Store.ReadJournal(1, 9).Select(row => row.Payload is null).ShouldBe([true, false, true]);
        Store.ReadJournal(1, 1)[0].Salt.ShouldBeNull();
        Store.VerifyChain().ShouldBe(new ChainReport(3, 2, null, null));
        Store.Compact(new CompactionRequest(Texts: [1, 3])).Texts.ShouldBe(0, "they went already");
    }

    protected CommitBatch Batch() => new(0, _epoch.Value);
}
