using System.Globalization;
using System.Text;
using NbaStudio.Tests.Import;
using NbaStudio.Tests.Measurement;
using NbaStudio.Tests.Support;

namespace NbaStudio.Tests.Commands;

public sealed class EvaluateLifetimeTests : IDisposable
{
    private readonly Cli _cli = new();

    public void Dispose() => _cli.Dispose();

    [SharedDataFact("cdnow")]
    public async Task Summary_Cdnow_GivesThePublishedFigures()
    {
        var file = Path.Combine(SharedDataFactAttribute.FolderOf("cdnow"), "cdnow_customers_summary.csv");
        var list = _cli.Folder.File("list.csv");

        (await _cli.RunAsync("evaluate", "lifetime", "--csv", file, "--horizon", "39", "--list", list, "--json")).ShouldBe(0, _cli.Error);

        _cli.Json.GetProperty("customers").GetInt32().ShouldBe(2_357);
        Numbers("bgNbd", "r", "alpha", "a", "b").ShouldBe([0.24259291, 4.41353166, 0.79288616, 2.42575371], 5e-7);
        Numbers("bgNbd", "logLikelihood")[0].ShouldBe(-9582.42556057, 1e-8);
        Numbers("paretoNbd", "r", "s").ShouldBe([0.55327551, 0.60621356], 5e-8);
        Numbers("paretoNbd", "alpha", "beta").ShouldBe([10.57761, 11.66791], 5e-6);
        Numbers("paretoNbd", "logLikelihood")[0].ShouldBe(-9594.97392983, 1e-8);
        Numbers("expectedPurchases", "horizon", "total").ShouldBe([39, 1653.4233], 5e-5);
        _cli.Json.GetProperty("alive").GetDouble().ShouldBe(1917.2763, 5e-5);
        var first = File.ReadAllLines(list)[1].Split(',');
        first[..4].ShouldBe(["1", "2", "30.43", "38.86"]);
        new[] { Number(first[5]), Number(first[6]) }.ShouldBe([0.726609, 1.225910], 5e-7);
        _cli.Json.TryGetProperty("gammaGamma", out _).ShouldBeFalse("the summary has no spend");
    }

    [SharedDataFact("cdnow")]
    public async Task Transactions_Cdnow_GiveTheSameCustomers()
    {
        var file = _cli.Write("cdnow.csv", Cdnow());

        (await _cli.RunAsync("evaluate", "lifetime", "--csv", file, "--customer", "id", "--until", "1997-09-30", "--horizon", "39", "--json")).ShouldBe(0, _cli.Error);

        (_cli.Json.GetProperty("customers").GetInt32(), _cli.Json.GetProperty("repeatBuyers").GetInt32()).ShouldBe((2_357, 946));

        // Weeks in full instead of two decimals, so the last digits differ from the summary's.
        Numbers("bgNbd", "r", "alpha", "a", "b").ShouldBe([0.24259291, 4.41353166, 0.79288616, 2.42575371], 2e-4);
        Numbers("paretoNbd", "r", "alpha", "s", "beta").ShouldBe([0.55327551, 10.57761, 0.60621356, 11.66791], 1e-3);
    }

    [SharedDataFact("cdnow")]
    public async Task Spend_CdnowWithMeansRoundedToCents_GivesThePublishedGammaGamma()
    {
        var file = _cli.Write("cdnow.csv", Cdnow());
        var (list, rounded) = (_cli.Folder.File("list.csv"), new StringBuilder("ID,frequency,recency,T,monetary_value\n"));
        (await _cli.RunAsync("evaluate", "lifetime", "--csv", file, "--customer", "id", "--until", "19970930", "--list", list, "--json")).ShouldBe(0, _cli.Error);
        foreach (var row in File.ReadAllLines(list).Skip(1).Select(line => line.Split(',')))
        {
            var mean = row[4] == "" ? "" : Math.Round((decimal)Number(row[4]), 2, MidpointRounding.AwayFromZero).ToString(CultureInfo.InvariantCulture);
            rounded.Append(CultureInfo.InvariantCulture, $"{row[0]},{row[1]},{row[2]},{row[3]},{mean}\n");
        }

        (await _cli.RunAsync("evaluate", "lifetime", "--csv", _cli.Write("rounded.csv", rounded.ToString()), "--json")).ShouldBe(0, _cli.Error);

        Numbers("gammaGamma", "p", "q").ShouldBe([6.24880298, 3.74458853], 1e-6);
        Numbers("gammaGamma", "v")[0].ShouldBe(15.44774694, 2e-6);
        Numbers("gammaGamma", "logLikelihood")[0].ShouldBe(-4055.92324350, 1e-6);
        _cli.Json.GetProperty("expectedValue").GetDouble().ShouldBeGreaterThan(10_000);
        Math.Abs(_cli.Json.GetProperty("spendCorrelation").GetDouble()).ShouldBeLessThan(0.2);
    }

    [Fact]
    public async Task Text_SimulatedCustomers_SpeaksWordsFirst()
    {
        (await _cli.RunAsync("evaluate", "lifetime", "--csv", _cli.Write("summary.csv", Summary(600)), "--horizon", "26", "--predict", "pareto")).ShouldBe(0, _cli.Error);

        _cli.Output.ShouldStartWith("600 customers, ");
        _cli.Output.ShouldContain("In the next 26 units of time they will buy ");
        _cli.Output.ShouldContain("Predicted by Pareto/NBD.");
        _cli.Output.ShouldContain("Gamma-Gamma  p ");
    }

    [Fact]
    public async Task Summary_ByBgNbd_SaysWhereItLies()
    {
        var file = _cli.Write("summary.csv", Summary(600));

        (await _cli.RunAsync("evaluate", "lifetime", "--csv", file, "--horizon", "26", "--json")).ShouldBe(0, _cli.Error);

        var ranges = _cli.Json.GetProperty("ranges");
        Holds("alive", _cli.Json.GetProperty("alive").GetDouble());
        Holds("purchases", _cli.Json.GetProperty("expectedPurchases").GetProperty("total").GetDouble());
        Holds("value", _cli.Json.GetProperty("expectedValue").GetDouble());
        (await _cli.RunAsync("evaluate", "lifetime", "--csv", file, "--horizon", "26")).ShouldBe(0, _cli.Error);
        _cli.Output.ShouldContain("In 95 % of cases, if the models are right: ");
        (await _cli.RunAsync("evaluate", "lifetime", "--csv", file, "--horizon", "26", "--predict", "pareto", "--json")).ShouldBe(0, _cli.Error);
        _cli.Json.TryGetProperty("ranges", out _).ShouldBeFalse("the intervals are of BG/NBD");

        void Holds(string name, double value)
        {
            value.ShouldBeInRange(ranges.GetProperty(name).GetProperty("low").GetDouble(), ranges.GetProperty(name).GetProperty("high").GetDouble());
            (ranges.GetProperty(name).GetProperty("high").GetDouble() / ranges.GetProperty(name).GetProperty("low").GetDouble()).ShouldBeInRange(1.02, 2);
        }
    }

    [Theory]
    [InlineData("1,2,40,30,10\n", "impossibleTimes", "recency 40 is beyond T 30")]
    [InlineData("1,0,4,30,10\n", "impossibleTimes", "without a repeat purchase")]
    [InlineData("1,-1,0,30,10\n", "impossibleTimes", "frequency is -1")]
    [InlineData("1,2,4,30,-10\n", "negativeAmount", "Row 601 has the amount -10")]
    public async Task Summary_ImpossibleCustomer_IsNamedInsteadOfANumber(string row, string code, string sentence)
    {
        var file = _cli.Write("summary.csv", Summary(600) + row);

        (await _cli.RunAsync("evaluate", "lifetime", "--csv", file, "--json")).ShouldBe(1, _cli.Error);

        var refusal = _cli.Json.GetProperty("refusals").EnumerateArray().ShouldHaveSingleItem();
        (refusal.GetProperty("of").GetString(), refusal.GetProperty("code").GetString()).ShouldBe(("data", code));
        refusal.GetProperty("sentence").GetString()!.ShouldContain(sentence);
        _cli.Json.TryGetProperty("bgNbd", out _).ShouldBeFalse();
        _cli.Json.TryGetProperty("expectedPurchases", out _).ShouldBeFalse();
    }

    [Theory]
    [InlineData("once", "noRepeatBuyers", "Nobody bought a second time")]
    [InlineData("ten", "tooFewCustomers", "at least 100 customers; here: 10.")]
    [InlineData("return", "negativeAmount", "has the amount -5. Amounts below 0 are returns")]
    [InlineData("late", "noPurchases", "no purchase that can be read up to the end of observation")]
    public async Task Transactions_ThatCarryNoNumber_GetASentence(string kind, string code, string sentence)
    {
        var text = new StringBuilder("customerId,date,amount\n");
        for (var i = 0; i < (kind == "ten" ? 10 : 300); i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"c{i},2026-01-{(i % 28) + 1:00},{20 + (i % 7)}\n");
            if (kind != "once")
            {
                text.Append(CultureInfo.InvariantCulture, $"c{i},2026-03-{(i % 28) + 1:00},{(kind == "return" && i == 50 ? -5 : 20)}\n");
            }
        }

        string[] until = kind == "late" ? ["--until", "2025-12-31"] : [];
        (await _cli.RunAsync(["evaluate", "lifetime", "--csv", _cli.Write("tx.csv", text.ToString()), .. until, "--json"])).ShouldBe(1, _cli.Error);

        var refusal = _cli.Json.GetProperty("refusals").EnumerateArray().ShouldHaveSingleItem();
        refusal.GetProperty("code").GetString().ShouldBe(code);
        refusal.GetProperty("sentence").GetString()!.ShouldContain(sentence);
    }

    [Fact]
    public async Task Summary_ConstantSpend_RefusesSpendAlone()
    {
        var rows = Summary(600).Split('\n').Select(line => line.Split(',')).Select(c => c.Length == 5 && c[0] != "ID" ? string.Join(',', [.. c[..4], c[4] == "" ? "" : "25"]) : string.Join(',', c));

        (await _cli.RunAsync("evaluate", "lifetime", "--csv", _cli.Write("summary.csv", string.Join('\n', rows)), "--json")).ShouldBe(1, _cli.Error);

        _cli.Json.GetProperty("refusals").EnumerateArray().ShouldHaveSingleItem().GetProperty("code").GetString().ShouldBe("constantSpend");
        Numbers("bgNbd", "r")[0].ShouldBeInRange(0.3, 1);
    }

    [Fact]
    public async Task Transactions_UnreadableRows_AreCountedAndTheFirstIsNamed()
    {
        var text = new StringBuilder("customerId,date,amount\nx,tomorrow,3\n,2026-01-01,3\nz,2026-01-01,free\n");
        foreach (var buyer in SimulatedBuyers.BetaGeometric(8, 400, 1).Select(b => b.Seen))
        {
            text.Append(CultureInfo.InvariantCulture, $"{buyer.Customer},{new DateOnly(2025, 1, 1).AddDays(420 - (int)(buyer.Age * 7)):yyyy-MM-dd},20\n");
            for (var i = 1; i <= buyer.Frequency; i++)
            {
                text.Append(CultureInfo.InvariantCulture, $"{buyer.Customer},{new DateOnly(2025, 1, 1).AddDays(420 - (int)((buyer.Age - (buyer.Recency * i / buyer.Frequency)) * 7)):yyyy/MM/dd},{20 + i}.5\n");
            }
        }

        (await _cli.RunAsync("evaluate", "lifetime", "--csv", _cli.Write("tx.csv", text.ToString()), "--until", "2026-02-25", "--json")).ShouldBe(1, _cli.Error);

        _cli.Json.GetProperty("skipped").GetInt32().ShouldBe(3);
        _cli.Json.GetProperty("warnings")[0].GetString()!.ShouldContain("row 1: date is \"tomorrow\"");
        Numbers("bgNbd", "r")[0].ShouldBeGreaterThan(0);
    }

    [Theory]
    [InlineData("--predict", "both", "allowed is bg or pareto")]
    [InlineData("--horizon", "0", "--horizon 0 is not allowed")]
    [InlineData("--until", "2026-01-01", "so it is a summary")]
    [InlineData("--customer", "IDD", "Did you mean 'ID'?")]
    public async Task Options_ThatCannotBe_AreNamed(string option, string value, string message)
    {
        (await _cli.RunAsync("evaluate", "lifetime", "--csv", _cli.Write("summary.csv", Summary(100)), option, value)).ShouldBe(2);

        _cli.Error.ShouldContain(message);
    }

    private static string Summary(int count)
    {
        var text = new StringBuilder("ID,frequency,recency,T,monetary_value\n");
        foreach (var buyer in SimulatedBuyers.BetaGeometric(9, count, 1).Select(b => b.Seen))
        {
            text.Append(CultureInfo.InvariantCulture, $"{buyer.Customer},{buyer.Frequency},{buyer.Recency},{buyer.Age},{(buyer.Frequency > 0 ? buyer.MeanSpend.ToString(CultureInfo.InvariantCulture) : "")}\n");
        }

        return text.ToString();
    }

    private static string Cdnow()
    {
        var text = new StringBuilder("id,date,amount\n");
        foreach (var row in File.ReadLines(Path.Combine(SharedDataFactAttribute.FolderOf("cdnow"), "CDNOW_sample.txt")).Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)))
        {
            text.Append(CultureInfo.InvariantCulture, $"{row[0]},{row[2]},{row[4]}\n");
        }

        return text.ToString();
    }

    private double[] Numbers(string part, params string[] names) => [.. names.Select(name => _cli.Json.GetProperty(part).GetProperty(name).GetDouble())];

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
