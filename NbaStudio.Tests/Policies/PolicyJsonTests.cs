using System.Text;
using NbaStudio.Engine.Policies;

namespace NbaStudio.Tests.Policies;

public sealed class PolicyJsonTests
{
    [Fact]
    public void Write_RandomDocuments_ReadBackToTheSameBytes()
    {
        for (var seed = 0; seed < 300; seed++)
        {
            var first = PolicyJson.Write(new RandomPolicy(seed).Document());

            var reading = PolicyJson.Read(first);

            reading.Issues.ShouldBeEmpty($"seed {seed}");
            PolicyJson.Write(reading.Document!).ShouldBe(first, $"seed {seed}");
        }
    }

    [Fact]
    public void Write_Defaults_AreLeftOut() =>
        PolicyJson.WriteText(new PolicyDocument()).ShouldBe("{\n  \"schemaVersion\": 1\n}\n");

    [Fact]
    public void Write_JapaneseText_IsNotEscaped() =>
        PolicyJson.WriteText(new PolicyDocument { Name = "カワセミ" }).ShouldContain("\"name\": \"カワセミ\"");

    [Fact]
    public void Write_EqualAmountsWithOtherScale_GiveTheSameText() =>
        PolicyJson.WriteText(new PolicyDocument { ServiceValue = 1.50m }).ShouldBe(PolicyJson.WriteText(new PolicyDocument { ServiceValue = 1.5m }));

    [Theory]
    [InlineData("""{ "objectves": [] }""", "json.unknownField", "objectves", "objectives")]
    [InlineData("""{ "objectives": [ { "id": "retain", "levr": 2 } ] }""", "json.unknownField", "objectives/retain/levr", "lever")]
    [InlineData("""{ "objectives": [ { "id": "retain", "lever": "2" } ] }""", "json.type", "objectives/retain/lever", null)]
    [InlineData("""{ "objectives": {} }""", "json.type", "objectives", null)]
    [InlineData("""{ "objectives": [ 7 ] }""", "json.type", "objectives/0", null)]
    [InlineData("""{ "objectives": null }""", "json.type", "objectives", null)]
    [InlineData("""{ "randomCheck": 1e999 }""", "json.type", "randomCheck", null)]
    [InlineData("""{ "serviceValue": 1e300 }""", "json.type", "serviceValue", null)]
    [InlineData("""{ "name": "a", "name": "b" }""", "json.duplicateField", "name", null)]
    [InlineData("""{ "name": "\ud800" }""", "json.text", "name", null)]
    [InlineData("""{ "\ud800": 1 }""", "json.text", "", null)]
    [InlineData("""{ "objectives": [ { "\ud800": 1 } ] }""", "json.text", "objectives/0", null)]
    [InlineData("""{ "objectives": [ { "id": "\ud800" } ] }""", "json.text", "objectives/0/id", null)]
    [InlineData("""{ "languages": ["en", 3] }""", "json.type", "languages/1", null)]
    [InlineData("""{ "channels": [ { "label": { "en": "a", "en": "b" } } ] }""", "json.duplicateField", "channels/0/label/en", null)]
    [InlineData("{ \"name\": \"a\",\n }", "json.malformed", "", null)]
    [InlineData("", "json.malformed", "", null)]
    [InlineData("[]", "json.type", "", null)]
    [InlineData("{} {}", "json.malformed", "", null)]
    public void Read_Mistake_IsOneIssueWithItsPlace(string json, string code, string path, string? suggestion)
    {
        var reading = PolicyJson.Read(json);

        reading.Document.ShouldBeNull();
        var issue = reading.Issues.ShouldHaveSingleItem();
        (issue.Code, issue.Path, issue.Suggestion).ShouldBe((code, path, suggestion));
    }

    [Fact]
    public void Read_SeveralMistakes_ReportsAll()
    {
        var reading = PolicyJson.Read("""{ "nme": 1, "currency": 5, "objectives": [ { "id": "a", "x": 1 }, { "id": "b", "lever": true } ] }""");

        reading.Issues.Select(i => i.Path).ShouldBe(["currency", "nme", "objectives/a/x", "objectives/b/lever"]);
    }

    [Fact]
    public void Read_ExpressionWrittenAsNumber_IsTaken()
    {
        var json = """{ "objectives": [ { "id": "o", "groups": [ { "id": "g", "actions": [ { "id": "a", "value": 1200, "leverExpression": 1.1 } ] } ] } ] }""";

        var action = PolicyJson.Read(json).Document!.Objectives[0].Groups[0].Actions[0];

        (action.Value, action.LeverExpression).ShouldBe(("1200", "1.1"));
    }

    [Theory]
    [InlineData("\"all\"")]
    [InlineData("{}")]
    public void Read_ScopeOfEverything_IsAll(string scope) =>
        PolicyJson.Read($$"""{ "contactPolicies": [ { "id": "x", "scope": {{scope}} } ] }""").Document!.ContactPolicies[0].Scope.IsAll.ShouldBeTrue();

    [Theory]
    [InlineData("2026-12-31", "2026-12-31T00:00:00Z")]
    [InlineData("2026-12-31T15:30Z", "2026-12-31T15:30:00Z")]
    [InlineData("2026-12-31T15:30:00+09:00", "2026-12-31T06:30:00Z")]
    [InlineData("2026-12-31T15:30:00.25", "2026-12-31T15:30:00.25Z")]
    public void Read_Times_AreUtcUnlessTheySayOtherwise(string text, string expected)
    {
        var json = """{ "objectives": [ { "id": "o", "groups": [ { "id": "g", "actions": [ { "id": "a", "validFrom": "TIME" } ] } ] } ] }""".Replace("TIME", text);

        PolicyJson.Read(json).Document!.Objectives[0].Groups[0].Actions[0].ValidFrom.ShouldBe(DateTimeOffset.Parse(expected));
    }

    [Fact]
    public void Read_TooDeep_SaysSo() =>
        PolicyJson.Read(string.Concat(Enumerable.Repeat("{\"objectives\":[", 40))).Issues.ShouldHaveSingleItem().Code.ShouldBe("json.depth");

    [Fact]
    public void Read_TooLarge_SaysSo() =>
        PolicyJson.Read(new byte[PolicyJson.MaximumBytes + 1]).Issues.ShouldHaveSingleItem().Code.ShouldBe("json.size");

    [Fact]
    public void Read_NotUtf8_SaysSo() =>
        PolicyJson.Read((byte[])[.. "{\"name\":\""u8, 0xB3, .. "\"}"u8]).Issues.ShouldHaveSingleItem().Code.ShouldBe("json.encoding");

    [Fact]
    public void Read_ByteOrderMark_IsSkipped() =>
        PolicyJson.Read((byte[])[.. Encoding.UTF8.Preamble, .. "{}"u8]).Document.ShouldNotBeNull();

    [Fact]
    public void Read_RandomGarbage_NeverThrows()
    {
        var valid = PolicyJson.Write(new RandomPolicy(7).Document());
        var random = new Random(20261122);
        for (var round = 0; round < 2000; round++)
        {
            var broken = (byte[])valid.Clone();
            for (var i = random.Next(1, 6); i > 0; i--)
            {
                broken[random.Next(broken.Length)] = (byte)random.Next(256);
            }

            var reading = PolicyJson.Read(broken);

            (reading.Document is null).ShouldBe(reading.Issues.Any(i => i.Severity == IssueSeverity.Error));
        }
    }
}
