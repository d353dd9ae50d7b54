using NbaStudio.Hosting;

namespace NbaStudio.Tests.Hosting;

public sealed class BackgroundThreadTests
{
    [Fact]
    public async Task RunAsync_Work_StepsBackWithTheThreadsThatItStarts()
    {
        var (mine, its, child, waiting) = (Rank(), 0, 0, -1);

        await BackgroundThread.RunAsync(() =>
        {
            its = Rank();
            var thread = new Thread(() => child = Rank());
            thread.Start();
            thread.Join();
        }, TimeSpan.FromMilliseconds(1), () => waiting = Rank());

        its.ShouldBe(Math.Max(mine, 10));
        child.ShouldBe(its);
        (waiting, Rank()).ShouldBe((mine, mine), "whoever waits keeps theirs");
    }

    [Fact]
    public async Task RunAsync_WorkThatFails_FailsWhoeverWaits() =>
        (await Should.ThrowAsync<InvalidOperationException>(() => BackgroundThread.RunAsync(() => throw new InvalidOperationException("no data"), TimeSpan.FromSeconds(1), () => { }))).Message.ShouldBe("no data");

    // The 19th field of the thread's own line, after the name in brackets, which may hold blanks.
    private static int Rank()
    {
        var line = File.ReadAllText("/proc/thread-self/stat");
        return int.Parse(line[(line.LastIndexOf(')') + 2)..].Split(' ')[16], System.Globalization.CultureInfo.InvariantCulture);
    }
}
