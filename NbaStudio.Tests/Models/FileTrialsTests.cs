using System.Globalization;
using System.Text;
using NbaStudio.Commands.Evaluate;
using NbaStudio.Components.Pages.Models;
using NbaStudio.Live.Reading;

namespace NbaStudio.Tests.Models;

public sealed class FileTrialsTests
{
    [Fact]
    public async Task Run_ColumnThatTells_IsLearnedAndSaidSo()
    {
        using var work = new TryWork(new FileTrials());
        await work.OpenAsync(() => Csv(true), "campaign.csv", 1_000);

        (work.File!.Rows, work.Target, work.Positive, work.Message).ShouldBe((3_000, "accepted", "yes", null));
        work.File.Columns.Select(c => (c.Name, c.IsNumber)).ShouldBe([("id", true), ("age", true), ("plan", false), ("accepted", false)]);
        work.Toggle("id");
        work.Left.ShouldBe(2);
        var told = new List<double>();
        await work.RunAsync(new Ear(told));

        var result = work.Result!;
        result.Scores.Rows.ShouldBe(3_000);
        result.Scores.Learns.ShouldBeTrue();
        result.BetterInterval.Low.ShouldBeGreaterThan(0);
        result.BetterInterval.Contains(result.Better).ShouldBeTrue();
        result.Columns.Select(c => c.Name).ShouldBe(["age", "plan"], "id was left out, and age ranks best");
        told.ShouldBeInOrder();
        told[^1].ShouldBe(1);
        work.IsStale.ShouldBeFalse();
        work.SetDelay("50");
        work.IsStale.ShouldBeTrue();
    }

    [Fact]
    public async Task Run_NothingToLearn_ClaimsNothing()
    {
        using var work = new TryWork(new FileTrials());
        await work.OpenAsync(() => Csv(false), "noise.csv", 1_000);
        await work.RunAsync();
        work.Result!.Scores.Learns.ShouldBeFalse();
        work.Result.BetterInterval.Low.ShouldBeLessThan(0);
    }

    [Theory]
    [InlineData("", "try.unreadable")]
    [InlineData("a,b\n", "try.unreadable")]
    [InlineData("a,b\n1,2\n1,2\n", "try.noTarget")]
    public async Task Open_FileThatIsNoUse_SaysWhy(string content, string message)
    {
        using var work = new TryWork(new FileTrials());
        await work.OpenAsync(() => new MemoryStream(Encoding.UTF8.GetBytes(content)), "x.csv", content.Length);
        (work.Message, work.CanRun).ShouldBe((message, false));
    }

    [Fact]
    public async Task Open_TooLarge_IsRefusedBeforeAndWhileReading()
    {
        using var work = new TryWork(new FileTrials());
        await work.OpenAsync(() => throw new InvalidOperationException("not read"), "big.csv", IFileTrials.MaximumBytes + 1);
        work.Message.ShouldBe("try.tooLarge");
        await Should.ThrowAsync<IOException>(() => new FileTrials().OpenAsync(new Endless(), "endless.csv"));
    }

    [Fact]
    public async Task Dispose_DeletesTheCopy()
    {
        var work = new TryWork(new FileTrials());
        await work.OpenAsync(() => Csv(true), "campaign.csv", 1_000);
        var path = work.File!.Path;
        File.Exists(path).ShouldBeTrue();
        if (!OperatingSystem.IsWindows())
        {
            File.GetUnixFileMode(path).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        await work.OpenAsync(() => Csv(false), "another.csv", 1_000);
        File.Exists(path).ShouldBeFalse("another file took its place");
        path = work.File!.Path;
        work.Dispose();
        File.Exists(path).ShouldBeFalse();
    }

    [Fact]
    public async Task Cancel_WhileItRuns_LeavesNoResult()
    {
        using var work = new TryWork(new FileTrials());
        await work.OpenAsync(() => Csv(true), "campaign.csv", 1_000);
        await work.RunAsync(new Canceller(work));
        (work.Message, work.Result, work.CanRun).ShouldBe(("try.cancelled", null, true));
    }

    internal static MemoryStream Csv(bool tells)
    {
        var random = new Random(4);
        var text = new StringBuilder("id,age,plan,accepted\n");
        for (var i = 0; i < 3_000; i++)
        {
            var age = random.Next(18, 80);
            var rate = tells ? age / 160.0 : 0.2;
            text.AppendLine(CultureInfo.InvariantCulture, $"{i},{age},{(random.Next(2) == 0 ? "gold" : "basic")},{(random.NextDouble() < rate ? "yes" : "no")}");
        }

        return new MemoryStream(Encoding.UTF8.GetBytes(text.ToString()));
    }

    private sealed class Ear(List<double> told) : IProgress<double>
    {
        public void Report(double value) => told.Add(value);
    }

    private sealed class Canceller(TryWork work) : IProgress<double>
    {
        public void Report(double value) => work.Cancel();
    }

    private sealed class Endless : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            Array.Fill(buffer, (byte)'1', offset, count);
            return count;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
