using System.Runtime;
using NbaStudio.Api.Simulations;

namespace NbaStudio.Tests.Api;

public sealed class ScenarioThreadTests
{
    [Fact]
    public void Run_SeveralTimes_IsOneThreadBehindAllOthers()
    {
        using var thread = new ScenarioThread();
        var seen = new List<(int Id, string Rank)>();
        for (var i = 0; i < 3; i++)
        {
            thread.Run(() => seen.Add((Environment.CurrentManagedThreadId, Rank())));
        }

        seen.ShouldBe([seen[0], seen[0], seen[0]]);
        seen[0].Id.ShouldNotBe(Environment.CurrentManagedThreadId);
        // SCHED_IDLE where collections have threads of their own; whoever waits for it stays as it was.
        if (OperatingSystem.IsLinux())
        {
            seen[0].Rank.ShouldBe(GCSettings.IsServerGC ? "5" : Rank());
            Rank().ShouldBe("0");
        }
    }

    [Fact]
    public void Run_LaterOnes_DoNotHaveWhatBelongsToTheFirst()
    {
        using var thread = new ScenarioThread();
        var (first, seen) = (new AsyncLocal<string> { Value = "first" }, "");

        thread.Run(() => { });
        thread.Run(() => seen = first.Value);

        seen.ShouldBeNull();
    }

    [Fact]
    public async Task Run_FromManyAtOnce_DoesEachOnceAndTellsEach()
    {
        using var thread = new ScenarioThread();
        var (sum, most, now) = (0, 0, 0);

        await Task.WhenAll(Enumerable.Range(1, 20).Select(i => Task.Factory.StartNew(
            () => thread.Run(() =>
            {
                most = Math.Max(most, Interlocked.Increment(ref now));
                sum += i;
                Interlocked.Decrement(ref now);
            }),
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default)));

        (sum, most).ShouldBe((210, 1));
    }

    [Fact]
    public void Lower_OnLinux_IsTheRankOfWhatIsIdle()
    {
        var rank = "";
        var thread = new Thread(() =>
        {
            BackRank.Lower();
            rank = Rank();
        });
        thread.Start();
        thread.Join();

        rank.ShouldBe(OperatingSystem.IsLinux() ? "5" : "");
    }

    [Fact]
    public void Run_ThatFails_FailsWhereItIsWaitedFor_AndTheNextIsRun()
    {
        using var thread = new ScenarioThread();

        Should.Throw<InvalidDataException>(() => thread.Run(() => throw new InvalidDataException("no"))).Message.ShouldBe("no");

        var done = false;
        thread.Run(() => done = true);
        done.ShouldBeTrue();
    }

    [Fact]
    public void Run_AfterItsEnd_IsRefused()
    {
        var thread = new ScenarioThread();
        thread.Run(() => { });
        thread.Dispose();

        Should.Throw<ObjectDisposedException>(() => thread.Run(() => { }));
        thread.Dispose();
    }

    // Field 41 of proc(5): the policy of the thread that reads. The second field is a name in brackets, which may hold anything.
    private static string Rank() => OperatingSystem.IsLinux() ? File.ReadAllText("/proc/thread-self/stat").Split(") ")[^1].Split(' ')[41 - 3] : "";
}
