using System.Text.Json;
using NbaStudio.Engine.Policies;

namespace NbaStudio.Tests.Import;

public sealed class ImportCommandTests : IAsyncLifetime, IDisposable
{
    private readonly Cli _cli = new();
    private StubHub _hub = null!;

    public async Task InitializeAsync() => _hub = await StubHub.StartAsync();

    public async Task DisposeAsync() => await _hub.DisposeAsync();

    public void Dispose() => _cli.Dispose();

    [Fact]
    public async Task Events_LargeFile_GoesInBatchesOfAThousand()
    {
        var file = Events(2_500);

        (await RunAsync("import", "events", "--file", file, "--json")).ShouldBe(0);

        _hub.Batches.ShouldBe([1000, 1000, 500]);
        _cli.Json.GetProperty("accepted").GetInt32().ShouldBe(2_500);
        File.Exists(file + ".progress").ShouldBeFalse();
        File.Exists(file + ".rejected.csv").ShouldBeFalse();
    }

    [Fact]
    public async Task Events_WideRows_StayBelowTheBodyLimit()
    {
        var wide = new string('x', 4_000);
        var file = _cli.Write("wide.csv", "eventId,customerId,type,time,note\n" + string.Concat(Enumerable.Range(1, 600).Select(i => $"e{i},c,visit,2026-01-01,{wide}\n")));

        (await RunAsync("import", "events", "--file", file)).ShouldBe(0);

        _hub.Entries.Count.ShouldBe(600);
        _hub.Batches.Max().ShouldBeLessThan(240);
    }

    [Fact]
    public async Task Events_HubDies_TheSameCommandContinuesAfterTheLastAcknowledgedRow()
    {
        var file = Events(3_500);
        _hub.DiesAfterBatches = 2;
        (await RunAsync("import", "events", "--file", file)).ShouldBe(2);
        _cli.Error.ShouldContain("The same command continues");
        _hub.Entries.Count.ShouldBe(2_000);

        _hub.DiesAfterBatches = int.MaxValue;
        (await RunAsync("import", "events", "--file", file, "--json")).ShouldBe(0);

        _cli.Json.GetProperty("resumedAfterRow").GetInt32().ShouldBe(2_000);
        _cli.Json.GetProperty("accepted").GetInt32().ShouldBe(3_500);
        _cli.Json.GetProperty("duplicates").GetInt32().ShouldBe(0);
        _hub.Batches.ShouldBe([1000, 1000, 1000, 500]);
    }

    [Fact]
    public async Task Events_OtherOptionsOrFileThanTheProgress_AreRefusedUntilRestart()
    {
        var file = Events(1_500);
        _hub.DiesAfterBatches = 1;
        await RunAsync("import", "events", "--file", file);
        _hub.DiesAfterBatches = int.MaxValue;

        (await RunAsync("import", "events", "--file", file, "--skip", "amount")).ShouldBe(2);
        _cli.Error.ShouldContain("--restart");

        (await RunAsync("import", "events", "--file", file, "--restart", "--json")).ShouldBe(0);
        _cli.Json.GetProperty("duplicates").GetInt32().ShouldBe(1_000);
        _cli.Json.GetProperty("accepted").GetInt32().ShouldBe(500);
    }

    [Fact]
    public async Task Events_RejectedByFileAndByHub_StandInTheSideFileWithTheirRows()
    {
        _hub.Rejects.Add("e3");
        var file = _cli.Write("some.csv", "eventId,customerId,type,time\ne1,c1,visit,2026-01-01\ne2,c2,visit,soon\ne3,c3,visit,2026-01-01\ne4,,visit,2026-01-01\ne5,c5\n");

        (await RunAsync("import", "events", "--file", file, "--json")).ShouldBe(1);

        _cli.Json.GetProperty("accepted").GetInt32().ShouldBe(1);
        _cli.Json.GetProperty("rejected").GetInt32().ShouldBe(4);
        var lines = File.ReadAllLines(file + ".rejected.csv");
        lines[0].ShouldBe("row,field,reason");
        lines[1].ShouldStartWith("2,time,\"\"\"soon\"\" is not allowed");
        lines[2].ShouldBe("3,customerId,Nobody has this id. (allowed: a known id)");
        lines[3].ShouldBe("4,customerId,customerId is missing.");
        lines[4].ShouldStartWith("5,,The row has 2 columns");
    }

    [Fact]
    public async Task Events_OneRowSpoilsTheArray_OnlyThatRowIsRejected()
    {
        _hub.Spoils.Add("e7");

        (await RunAsync("import", "events", "--file", Events(20), "--json")).ShouldBe(1);

        _cli.Json.GetProperty("accepted").GetInt32().ShouldBe(19);
        File.ReadAllText(Path.Combine(_cli.Folder.Path, "events.csv.rejected.csv")).ShouldContain("7,properties,The array is spoilt.");
    }

    [Fact]
    public async Task Events_TwiceTheSame_CountsOnceAndOtherContentIsReported()
    {
        var file = Events(10);
        await RunAsync("import", "events", "--file", file);
        File.WriteAllText(file, File.ReadAllText(file).Replace("e4,c4,visit,2026-01-01,4", "e4,c4,visit,2026-01-01,400"));

        (await RunAsync("import", "events", "--file", file, "--json")).ShouldBe(1);

        _cli.Json.GetProperty("duplicates").GetInt32().ShouldBe(9);
        _cli.Json.GetProperty("conflicts").GetInt32().ShouldBe(1);
        File.ReadAllText(file + ".rejected.csv").ShouldContain("4,,The hub has another entry with this id");
    }

    [Fact]
    public async Task Events_WithoutIds_GetTheSameIdsInEveryRun()
    {
        var file = _cli.Write("log.csv", "customerId,type,time\nc1,visit,2026-01-01\nc1,visit,2026-01-01\n");
        await RunAsync("import", "events", "--file", file);

        (await RunAsync("import", "events", "--file", file, "--json")).ShouldBe(0);

        _hub.Entries.Count.ShouldBe(2);
        _cli.Json.GetProperty("duplicates").GetInt32().ShouldBe(2);
    }

    [Fact]
    public async Task Events_HubIsBusy_WaitsAndGoesOn()
    {
        _hub.FailNext(429, 503, 503);

        (await RunAsync("import", "events", "--file", Events(5), "--key", "secret")).ShouldBe(0);

        _hub.Entries.Count.ShouldBe(5);
        _hub.Keys.ShouldAllBe(key => key == "secret");
    }

    [Fact]
    public async Task Events_Ndjson_KeepsJsonTypesAndNestedProperties()
    {
        var file = _cli.Write("events.ndjson", """
            {"eventId":"a","customerId":17,"type":"buy","time":"2026-01-01T09:00:00+09:00","properties":{"amount":5,"vip":true},"shop":"12"}

            not json
            {"eventId":"b","customerId":"c","type":"buy"}
            """);

        (await RunAsync("import", "events", "--file", file)).ShouldBe(1);

        var sent = JsonDocument.Parse(_hub.Entries["a"]).RootElement;
        sent.GetProperty("customerId").GetString().ShouldBe("17");
        sent.GetProperty("time").GetDateTimeOffset().ShouldBe(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
        sent.GetProperty("properties").GetRawText().ShouldBe("""{"amount":5,"vip":true,"shop":"12"}""");
        var rejected = File.ReadAllText(file + ".rejected.csv");
        rejected.ShouldContain("2,,The line is not JSON");
        rejected.ShouldContain("3,time,time is missing.");
    }

    [Fact]
    public async Task Customers_Csv_AreTypedByThePolicyAndSentSeveralAtATime()
    {
        _hub.Policy = new PolicyDocument
        {
            Attributes = [new() { Name = "age", Type = "number" }, new() { Name = "vip", Type = "boolean" }, new() { Name = "interests", Type = "textset" }, new() { Name = "contract_end", Type = "datetime" }],
        };
        _hub.Rejects.Add("c3");
        var file = _cli.Write("customers.csv", "household;Age;VIP;interests;Contract End;zip;mail_ok;since\n"
            + "c1;42;yes;golf|wine;2026-03-01;007;yes;2025-05-01\nc2;old;no;;;;;\nc3;1;;;;;;\nä b;7;0;;;;no;2025-06-01\nx/y;7;0;;;;;\n");

        (await RunAsync(
            "import", "customers", "--file", file, "--map", "customerId=household", "--map", "consents.email.marketing=mail_ok", "--map", "consentTime=since", "--json")).ShouldBe(1);

        _hub.Customers.Keys.Order().ShouldBe(["c1", "ä b"], ignoreOrder: true);
        _hub.Customers["c1"].GetProperty("attributes").GetRawText().ShouldBe(
            """{"age":42,"vip":true,"interests":["golf","wine"],"contract_end":"2026-03-01T00:00:00Z","zip":"007"}""");
        _hub.Customers["c1"].GetProperty("consents").GetRawText().ShouldBe(
            """[{"channel":"email","purpose":"marketing","granted":true,"time":"2025-05-01T00:00:00Z","source":"import","proof":null}]""");
        _hub.Customers["ä b"].GetProperty("consents")[0].GetProperty("granted").GetBoolean().ShouldBeFalse();
        _hub.Customers["c1"].TryGetProperty("customerId", out _).ShouldBeFalse();
        var rejected = File.ReadAllText(file + ".rejected.csv");
        rejected.ShouldContain("2,Age,\"\"\"old\"\" is not allowed; allowed is a finite number.\"");
        rejected.ShouldContain("3,attributes.age,");
        rejected.ShouldContain("5,customerId,");
    }

    [Fact]
    public async Task Customers_ManyRows_RunInParallelButBounded()
    {
        _hub.CallsTakeTime = true;
        var file = _cli.Write("many.csv", "id,n\n" + string.Concat(Enumerable.Range(1, 1_200).Select(i => $"c{i % 400},{i}\n")));

        (await RunAsync("import", "customers", "--file", file)).ShouldBe(0);

        _hub.Customers.Count.ShouldBe(400);
        _hub.Customers["c1"].GetProperty("attributes").GetProperty("n").GetString().ShouldBe("801");
        _hub.MostAtATime.ShouldBeInRange(2, 16);
    }

    [Fact]
    public async Task Outcomes_Csv_AreSentAndUnknownColumnsAreNamed()
    {
        var file = _cli.Write("outcomes.csv", "decisionId,outcome,time,amount,outcomeId,note\nd1,conversion,2026-01-02 10:00,12.50,o1,x\nd1,conversion,2026-01-02 10:00,cheap,o2,x\n");

        (await RunAsync("import", "outcomes", "--file", file, "--time-zone", "Asia/Tokyo")).ShouldBe(1);

        JsonDocument.Parse(_hub.Entries["o1"]).RootElement.GetProperty("amount").GetDecimal().ShouldBe(12.5m);
        JsonDocument.Parse(_hub.Entries["o1"]).RootElement.GetProperty("time").GetString().ShouldBe("2026-01-02T01:00:00Z");
        _cli.Error.ShouldContain("Column 'note' is left out");
    }

    [Theory]
    [InlineData("there is no file", "--file", "nowhere.csv")]
    [InlineData("the file has no column 'custmerId'. Did you mean 'customerId'?", "--map", "customerId=custmerId")]
    [InlineData("--map customerId is not allowed; allowed is field=column", "--map", "customerId")]
    [InlineData("--delimiter : is not allowed", "--delimiter", ":")]
    [InlineData("--time-zone Tokio is not known", "--time-zone", "Tokio")]
    [InlineData("--format xml is not allowed", "--format", "xml")]
    [InlineData("--url nowhere is not allowed", "--url", "nowhere")]
    public async Task Events_WrongOption_SaysWhatIsAllowed(string message, params string[] options)
    {
        string[] file = options[0] == "--file" ? [] : ["--file", Events(1)];
        string[] url = options[0] == "--url" ? [] : ["--url", _hub.Url];

        (await _cli.RunAsync(["import", "events", .. file, .. url, .. options])).ShouldBe(2);

        _cli.Error.ShouldContain(message);
        _hub.Batches.ShouldBeEmpty();
    }

    [Fact]
    public async Task Events_HubWithoutPolicy_SaysHowToPublishOne()
    {
        _hub.Policy = null;

        (await RunAsync("import", "events", "--file", Events(1))).ShouldBe(2);

        _cli.Error.ShouldContain("policy publish --file");
    }

    [Fact]
    public async Task Events_NobodyListens_SaysSo()
    {
        var url = _hub.Url;
        await _hub.DisposeAsync();

        (await _cli.RunAsync("import", "events", "--file", Events(1), "--url", url)).ShouldBe(2);

        _cli.Error.ShouldContain($"The hub at {url}/ does not answer");
        _hub = await StubHub.StartAsync();
    }

    [Fact]
    public async Task Events_KeyRefused_SaysWhy()
    {
        _hub.FailNext(401);

        (await RunAsync("import", "events", "--file", Events(1))).ShouldBe(2);

        _cli.Error.ShouldContain("refuses the call");
    }

    private string Events(int count) =>
        _cli.Write("events.csv", "eventId,customerId,type,time,amount\n" + string.Concat(Enumerable.Range(1, count).Select(i => $"e{i},c{i},visit,2026-01-01,{i}\n")));

    private Task<int> RunAsync(params string[] words) => _cli.RunAsync([.. words, "--url", _hub.Url]);
}
