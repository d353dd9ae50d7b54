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
        // SCHED_IDLE; whoever waits for it stays as it was.
        if (OperatingSystem.IsLinux())
        {
            seen[0].Rank.ShouldBe("5");
            Rank().ShouldBe("0");
        }
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

        Should.Throw<InvalidOperationException>(() => thread.Run(() => { }));
    }

    // Field 41 of proc(5): the policy of the thread that reads. The second field is a name in brackets, which may hold anything.
    private static string Rank() => OperatingSystem.IsLinux() ? File.ReadAllText("/proc/thread-self/stat").Split(") ")[^1].Split(' ')[41 - 3] : "";
}
