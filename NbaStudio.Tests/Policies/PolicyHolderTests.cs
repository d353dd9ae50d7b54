using NbaStudio.Engine.Policies;
using NbaStudio.Engine.Policies.Snapshots;

namespace NbaStudio.Tests.Policies;

public sealed class PolicyHolderTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Publish_FirstDocumentInvalid_SaysThatThereIsNothingToDecideWith()
    {
        var publication = new PolicyHolder().Publish(SmallPolicy.WithAction(a => a with { Lever = 99 }), 1, Now);

        (publication.Succeeded, publication.NothingToDecideWith).ShouldBe((false, true));
        publication.Issues.ShouldNotBeEmpty();
    }

    [Fact]
    public void Publish_LaterDocumentInvalid_KeepsTheLastGoodOne()
    {
        var holder = new PolicyHolder();
        holder.Publish(SmallPolicy.Create(), 1, Now).Succeeded.ShouldBeTrue();

        var publication = holder.Publish(SmallPolicy.WithAction(a => a with { Lever = 99 }), 2, Now);

        (publication.Succeeded, publication.NothingToDecideWith).ShouldBe((false, false));
        holder.Required.Revision.ShouldBe(1);
    }

    [Fact]
    public void Publish_Success_TellsSubscribersAfterTheSwap()
    {
        var holder = new PolicyHolder();
        var told = new List<(int, int)>();
        holder.Published += s => told.Add((s.Revision, holder.Required.Revision));

        holder.Publish(SmallPolicy.Create(), 1, Now);
        holder.Publish(SmallPolicy.Create(), 2, Now);

        told.ShouldBe([(1, 1), (2, 2)]);
    }

    [Fact]
    public void Publish_OldRevision_IsAProgrammingMistake()
    {
        var holder = new PolicyHolder();
        holder.Publish(SmallPolicy.Create(), 3, Now);

        Should.Throw<ArgumentException>(() => holder.Publish(SmallPolicy.Create(), 3, Now));
    }

    [Fact]
    public async Task Publish_WhileReadersDecide_NeverMixesTwoRevisions()
    {
        // Odd revisions have lever 3 everywhere and a name that says so, even ones lever 4: a reader must never see both.
        PolicySnapshot[] snapshots = [.. Enumerable.Range(1, 40).Select(r => Compile(r))];
        var holder = new PolicyHolder();
        holder.Publish(snapshots[0]);
        using var done = new CancellationTokenSource();
        using var started = new CountdownEvent(3);

        // Threads of their own: they never wait, and on the pool's two of them would hold up the third, and the tests beside.
        var readers = Enumerable.Range(0, 3).Select(_ => Task.Factory.StartNew(() => Read(holder, started, done.Token), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)).ToArray();

        started.Wait(TimeSpan.FromSeconds(30)).ShouldBeTrue();
        foreach (var snapshot in snapshots.Skip(1))
        {
            holder.Publish(snapshot).Succeeded.ShouldBeTrue();
            Thread.Yield();
        }

        await done.CancelAsync();
        var seen = await Task.WhenAll(readers);

        seen.ShouldAllBe(s => s.Mixed == 0);
        seen.Sum(s => s.Reads).ShouldBeGreaterThan(0);
        holder.Required.Revision.ShouldBe(40);
    }

    private static (long Reads, long Mixed) Read(PolicyHolder holder, CountdownEvent started, CancellationToken done)
    {
        var (reads, mixed, last) = (0L, 0L, 0);
        started.Signal();
        while (!done.IsCancellationRequested || reads == 0)
        {
            var snapshot = holder.Required;
            var lever = snapshot.Revision % 2 == 1 ? 3.0 : 4.0;
            var name = "lever " + lever.ToString("0");
            var isWhole = snapshot.Document.Name == name && snapshot.Revision >= last;
            foreach (var objective in snapshot.Objectives)
            {
                isWhole &= objective.Lever == lever;
            }

            foreach (var action in snapshot.Actions)
            {
                isWhole &= Math.Abs(action.Lever - (lever * (action.Id is "notice" ? 1.1 : 1.65))) < 1e-9;
            }

            (reads, mixed, last) = (reads + 1, mixed + (isWhole ? 0 : 1), snapshot.Revision);
        }

        return (reads, mixed);
    }

    private static PolicySnapshot Compile(int revision)
    {
        var small = SmallPolicy.Create();
        var lever = revision % 2 == 1 ? 3 : 4;
        var document = small with { Name = $"lever {lever}", Objectives = [.. small.Objectives.Select(o => o with { Lever = lever })] };
        return PolicyCompiler.Compile(document, revision, Now).Snapshot!;
    }
}
