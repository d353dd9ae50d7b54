using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using NbaStudio.Data;
using NbaStudio.Engine.Storage;
using NbaStudio.Tests.Import;

namespace NbaStudio.Tests.Api;

public sealed class ModelStartApiTests(PlainApi shared) : IClassFixture<PlainApi>
{
    private readonly ApiServer _api = shared.Server;

    [Fact]
    public async Task Start_FromAFile_IsShownFirst_DoneOnce_Told_AndAudited()
    {
        await using var own = await ApiServer.StartAsync(ApiPolicy.Create());
        var file = Csv(1_200);
        var (status, shown) = await StartAsync(own, file, "&dryRun=true&map=customer.fee=price");
        status.ShouldBe(HttpStatusCode.OK, shown.ToString());
        (Bool(shown, "started"), Int(shown, "rows"), Int(shown, "countsFor")).ShouldBe((false, 1_200, 500));
        shown.GetProperty("columns").EnumerateArray().Select(c => (c.GetProperty("column").GetString(), c.GetProperty("predictor").GetString()))
            .ShouldBe([("age", "customer.age"), ("plan", "customer.plan"), ("price", "customer.fee")]);
        shown.GetProperty("ignored").EnumerateArray().Select(i => i.GetString()).ShouldBe(["id"]);
        shown.GetProperty("withoutColumn").EnumerateArray().Select(i => i.GetString()).ShouldContain("time.hour");
        shown.GetProperty("trial").GetProperty("auc").GetDouble().ShouldBeInRange(0.6, 0.9);
        shown.GetProperty("trial").GetProperty("learns").GetBoolean().ShouldBeTrue();
        own.Engine.Store.ReadJournal(1, 10_000).ShouldNotContain(row => row.Kind == JournalKind.ModelStart, "nothing was changed");

        (status, var started) = await StartAsync(own, file, "&effective=300&name=old.csv");
        (status, Bool(started, "started"), Int(started, "responses"), Int(started, "fromFile")).ShouldBe((HttpStatusCode.OK, true, 300, 300));
        (status, var refused) = await StartAsync(own, file, "");
        (status, refused.GetProperty("detail").GetString()!.Contains("learned this file before", StringComparison.Ordinal)).ShouldBe((HttpStatusCode.Conflict, true));
        (status, started) = await StartAsync(own, file, "&again=true");
        (status, Int(started, "fromFile")).ShouldBe((HttpStatusCode.OK, 800));
        var reset = (await own.PostAsync($"/api/v1/models/{Treatment}/reset", "")).Body;
        (Bool(reset, "changed"), reset.GetProperty("history").EnumerateArray().Select(h => h.GetProperty("what").GetString()).Last()).ShouldBe((true, "reset"));
        (await StartAsync(own, file, "")).Status.ShouldBe(HttpStatusCode.OK, "a reset undoes it");
        (await own.PostAsync($"/api/v1/models/{Treatment}/pause", "")).Status.ShouldBe(HttpStatusCode.OK);
        (await StartAsync(own, Csv(400), "")).Body.GetProperty("detail").GetString().ShouldBe("Learning is paused for this treatment. Resume it first.");
        (await own.Get<AuditLog>().ListAsync(10)).Where(e => e.Target == Treatment).Select(e => e.What).ShouldBe(["model.pause", "model.start", "model.reset", "model.start", "model.start"]);
    }

    [Theory]
    [InlineData("target=bought&positive=yes", "id:age\n1:2\n", "file", "columns separated by comma, semicolon, tab or pipe")]
    [InlineData("target=won&positive=yes", "age,bought\n30,yes\n", "target", "a column of the file")]
    [InlineData("positive=yes", "age,bought\n30,yes\n", "target", "the name of the column")]
    [InlineData("target=bought&positive=yes", "shoe,bought\n30,yes\n", "map", "a column named like a predictor")]
    [InlineData("target=bought&positive=yes", "age,bought\n30,yes\n31,no\n", "file", "at least 100 rows")]
    [InlineData("target=bought&positive=maybe", "age,bought\n30,yes\n31,no\n", "positive", "yes (1), no (1)")]
    [InlineData("target=bought&positive=yes", "age,bought\n30,yes\n31,yes\n", "positive", "rows with that outcome and rows without")]
    [InlineData("target=bought&positive=yes", "age,bought\n30,\n31,\n", "target", "a column with an outcome in it")]
    [InlineData("target=bought&positive=yes&map=customer.shoe=age", "age,bought\n30,yes\n", "map", "a predictor: ")]
    [InlineData("target=bought&positive=yes&map=customer.age=shoe", "age,bought\n30,yes\n", "map", "a column of the file: age, bought")]
    [InlineData("target=bought&positive=yes&map=customer.age=bought", "age,bought\n30,yes\n", "map", "known before the outcome")]
    [InlineData("target=bought&positive=yes&map=age", "age,bought\n30,yes\n", "map", "predictor=column")]
    [InlineData("target=bought&positive=yes&effective=7", "age,bought\n30,yes\n", "effective", "30 to 2000")]
    [InlineData("target=bought&positive=yes&head=harm", "age,bought\n30,yes\n", "head", "engagement")]
    [InlineData("target=bought&positive=yes", "age,bought\n30\n31\n", "file", "as many cells in each row")]
    [InlineData("target=bought&positive=yes", "age,bought\nold,yes\nyoung,no\n", "map", "a finite number")]
    [InlineData("target=bought&positive=yes", "", "file", "CSV in UTF-8 or Shift-JIS, with a header row")]
    public async Task Start_FromAFileThatIsNoUse_SaysFieldAndWhatIsAllowed(string query, string file, string field, string allowed)
    {
        var (status, problem) = await SendAsync(_api, query, Encoding.UTF8.GetBytes(file));
        status.ShouldBe(HttpStatusCode.BadRequest);
        var errors = problem.GetProperty("errors").EnumerateArray().Select(e => (Path: e.GetProperty("path").GetString(), Allowed: e.GetProperty("allowed").GetString()!)).ToList();
        errors.ShouldContain(e => e.Path == field && e.Allowed.Contains(allowed, StringComparison.Ordinal), problem.ToString());
        problem.ToString().ShouldNotContain("nba-trial-", Case.Sensitive, "no path of this machine");
    }

    [Fact]
    public async Task Start_NotUtf8_TooManyRows_WrongTypeOfBody_OrNoSuchTreatment_IsRefused()
    {
        byte[] neither = [.. Encoding.UTF8.GetBytes("age,bought\n30,"), 0x81, 0x01, (byte)'\n'];
        (await SendAsync(_api, "target=bought&positive=yes", neither)).Body.ToString().ShouldContain("neither UTF-8 nor Shift-JIS");
        (await StartAsync(_api, Csv(50_001), "")).Body.ToString().ShouldContain("more than 50000 rows");
        (await _api.PostAsync($"/api/v1/models/{Treatment}/start?target=a&positive=b", "{}")).Body.ToString().ShouldContain("Content-Type");
        using var content = new ByteArrayContent(Csv(100));
        content.Headers.ContentType = new("text/csv");
        (await _api.SendAsync(HttpMethod.Post, "/api/v1/models/no-such/start?target=bought&positive=yes", content)).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Command_ModelStart_ShowsAndStarts()
    {
        await using var own = await ApiServer.StartAsync(ApiPolicy.Create());
        using var cli = new Cli();
        var path = cli.Write("old.csv", Encoding.UTF8.GetString(Csv(1_200)));
        string[] command = ["model", "start", "--file", path, "--treatment", Treatment, "--target", "bought", "--positive", "yes", "--map", "fee=price", "--url", own.Server.Address.ToString()];
        (await cli.RunAsync([.. command, "--dry-run"])).ShouldBe(0, cli.Output + cli.Error);
        cli.Output.ShouldContain("customer.fee (price)");
        cli.Output.ShouldContain("Nothing was changed. The file would count for 500 responses.");
        (await cli.RunAsync([.. command, "--json"])).ShouldBe(0, cli.Output + cli.Error);
        (await cli.RunAsync(command)).ShouldBe(1);
        cli.Output.ShouldContain("Nothing was started: Conflict: The models learned this file before");
    }

    private string Treatment => _api.Engine.Policy!.Treatments[0].Id;

    private static bool Bool(JsonElement json, string name) => json.GetProperty(name).GetBoolean();

    private static int Int(JsonElement json, string name) => json.GetProperty(name).GetInt32();

    private Task<(HttpStatusCode Status, JsonElement Body)> StartAsync(ApiServer api, byte[] file, string more) => SendAsync(api, "target=bought&positive=yes" + more, file);

    private async Task<(HttpStatusCode Status, JsonElement Body)> SendAsync(ApiServer api, string query, byte[] file)
    {
        using var content = new ByteArrayContent(file);
        content.Headers.ContentType = new("text/csv");
        return await api.SendAsync(HttpMethod.Post, $"/api/v1/models/{Treatment}/start?{query}", content);
    }

    private static byte[] Csv(int rows)
    {
        var random = new Random(rows);
        var text = new StringBuilder("id;age;plan;price;bought\n");
        for (var i = 0; i < rows; i++)
        {
            var age = random.Next(18, 80);
            text.AppendLine(CultureInfo.InvariantCulture, $"{i};{age};{(random.Next(2) == 0 ? "gold" : "")};{random.Next(10, 60)};{(random.NextDouble() < (age - 15) / 70.0 ? "yes" : "no")}");
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }
}
