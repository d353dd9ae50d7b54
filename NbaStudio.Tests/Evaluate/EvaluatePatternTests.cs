using System.Globalization;
using System.Text;
using NbaStudio.Tests.Import;

namespace NbaStudio.Tests.Evaluate;

/// <summary>evaluate pattern on files as people have them.</summary>
public sealed class EvaluatePatternTests
{
    private const string Log = """
        customerId,type,time,page,cart
        1,cart_added,2026-01-01 10:00:00,/x,7
        1,purchase,2026-01-01 10:45:00,,7
        2,cart_added,2026-01-01T10:00:00Z,/x,8
        2,visit,2026-01-01T10:10:00.250Z,/,
        3,cart_added,2026-01-01 12:00:00,/x,9
        """;

    [Fact]
    public async Task Run_NonEvent_CountsThoseThatAreDueBeforeTheEnd()
    {
        using var cli = new Cli();
        var file = cli.Write("events.csv", Log);
        var list = cli.Folder.File("matches.csv");
        (await cli.RunAsync("evaluate", "pattern", "--events", file, "--pattern", "event \"cart_added\" then not event \"purchase\" within 45m", "--list", list, "--json")).ShouldBe(0, cli.Error);
        Number(cli, "events").ShouldBe(5);
        Number(cli, "customers").ShouldBe(3);
        Number(cli, "matches").ShouldBe(1);
        Number(cli, "customersMatched").ShouldBe(1);
        Number(cli, "contradictions").ShouldBe(0);
        Number(cli, "late").ShouldBe(0);
        File.ReadAllLines(list).ShouldBe(["customer,first,last,matched", "2,2026-01-01T10:00:00Z,2026-01-01T10:00:00Z,2026-01-01T10:45:00Z"]);

        (await cli.RunAsync("evaluate", "pattern", "--events", file, "--pattern", "event \"cart_added\" then not event \"purchase\" within 45m", "--now", "2026-01-01T13:00:00Z", "--json")).ShouldBe(0);
        Number(cli, "matches").ShouldBe(2);
        (await cli.RunAsync("evaluate", "pattern", "--events", file, "--pattern", "event \"cart_added\" then event \"purchase\" within 45m same cart", "--json")).ShouldBe(0);
        Number(cli, "matches").ShouldBe(1);
        (await cli.RunAsync("evaluate", "pattern", "--events", file, "--pattern", "event \"cart_added\" where page = \"/X\"")).ShouldBe(0);
        cli.Output.ShouldContain("3 matches of 3 customers");
    }

    [Fact]
    public async Task Run_OtherColumnsAndEpochTimes_AreReadAsNamed()
    {
        using var cli = new Cli();
        var file = cli.Write("log.csv", "timestamp;visitorid;event;itemid\n1433221332117;257597;view;355908\n1433221332000;257597;addtocart;355908\n1433224214164;992329;view;248676\n");
        (await cli.RunAsync(
            "evaluate", "pattern", "--events", file, "--customer", "visitorid", "--type", "event", "--time", "timestamp", "--property", "item=itemid",
            "--pattern", "event \"addtocart\" then event \"view\" where item = 355908 within 1s same item", "--json")).ShouldBe(0, cli.Error);
        Number(cli, "matches").ShouldBe(1, "in the order of the times, not of the file");
        Number(cli, "late").ShouldBe(1);
        Number(cli, "contradictions").ShouldBe(1);
    }

    [Fact]
    public async Task Run_NdjsonWithProperties_IsReadLikeTheApi()
    {
        using var cli = new Cli();
        var file = cli.Write("log.ndjson", """
            {"eventId":"1","customerId":"a","type":"page_view","time":"2026-01-01T10:00:00Z","properties":{"page":"/cancel","seconds":4}}
            {"eventId":"2","customerId":"a","type":"page_view","time":"2026-01-01T10:05:00Z","properties":{"page":"/cancel","seconds":2}}
            {"eventId":"3","customerId":"a","type":"page_view","time":"not a time","properties":{}}
            """);
        (await cli.RunAsync("evaluate", "pattern", "--events", file, "--pattern", "2 of event \"page_view\" where page = \"/cancel\" and seconds > 1 within 30m", "--json")).ShouldBe(1);
        Number(cli, "matches").ShouldBe(1);
        Number(cli, "rejected").ShouldBe(1);
        cli.Error.ShouldContain("Row 3: time is \"not a time\"; allowed is a date or time such as");
    }

    [Theory]
    [InlineData("event \"a\" then not event \"b\" then event \"b\" within 1d", "The pattern, column", "can never match")]
    [InlineData("event \"a\" then event \"b\" within 0s", "1s to 400d are allowed", "")]
    public async Task Run_BadPattern_SaysWhatIsWrong(string pattern, string expected, string also)
    {
        using var cli = new Cli();
        (await cli.RunAsync("evaluate", "pattern", "--events", cli.Write("events.csv", Log), "--pattern", pattern)).ShouldBe(2);
        cli.Error.ShouldContain(expected);
        cli.Error.ShouldContain(also);
    }

    [Fact]
    public async Task Run_MissingColumn_NamesThoseThatThereAre()
    {
        using var cli = new Cli();
        (await cli.RunAsync("evaluate", "pattern", "--events", cli.Write("events.csv", "who,what,when\n1,a,2026-01-01\n"), "--pattern", "event \"a\"")).ShouldBe(2);
        cli.Error.ShouldContain("There is no column 'customerId' for the customer; name it with --customer. The file has: who, what, when.");
        (await cli.RunAsync("evaluate", "pattern", "--events", cli.Write("events.csv", Log), "--pattern", "event \"a\"", "--property", "page=url")).ShouldBe(2);
        cli.Error.ShouldContain("--property page=url: there is no column 'url'.");
    }

    [Fact]
    public async Task Run_EveryTimeForm_IsTheSameInstant()
    {
        using var cli = new Cli();
        var text = new StringBuilder("customerId,type,time\n");
        string[] forms = ["2026-01-31T09:30:00Z", "2026-01-31 09:30:00", "2026-01-31T09:30:00.000Z", "2026-01-31T18:30:00+09:00", "2026/1/31 9:30", "1769851800", "1769851800000", "1769851800000000"];
        foreach (var form in forms)
        {
            text.Append(CultureInfo.InvariantCulture, $"1,a,{form}\n");
        }

        var list = cli.Folder.File("list.csv");
        (await cli.RunAsync("evaluate", "pattern", "--events", cli.Write("events.csv", text.ToString()), "--pattern", "event \"a\"", "--list", list)).ShouldBe(0, cli.Error);
        File.ReadAllLines(list).Skip(1).Distinct().ShouldHaveSingleItem().ShouldContain("2026-01-31T09:30:00Z");
        File.ReadAllLines(list).Length.ShouldBe(1 + forms.Length);
    }

    private static int Number(Cli cli, string name) => cli.Json.GetProperty(name).GetInt32();
}
