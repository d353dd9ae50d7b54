using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Customers;
using NbaStudio.Engine.Policies;

namespace NbaStudio.Tests.Customers;

public sealed class ProfileSchemaTests
{
    private static readonly ProfileSchema Schema = new(
    [
        new AttributeDocument { Name = "age", Type = "number" },
        new AttributeDocument { Name = "fee", Type = "money" },
        new AttributeDocument { Name = "city", Type = "text" },
        new AttributeDocument { Name = "vip", Type = "boolean" },
        new AttributeDocument { Name = "since", Type = "datetime" },
        new AttributeDocument { Name = "tags", Type = "textset" },
    ],
    UnknownAttributes.Reject);

    [Fact]
    public void TryConvert_RightTypes_GivesTypedValues()
    {
        Convert("age", 41.5).ShouldBe(Value.OfNumber(41.5));
        Convert("age", 1e308).ShouldBe(Value.OfNumber(1e308));
        Convert("fee", 12.34m).ShouldBe(Value.OfMoney(12.34));
        Convert("city", "👩‍👩‍👧 מרכז").ShouldBe(Value.OfText("👩‍👩‍👧 מרכז"));
        Convert("vip", true).ShouldBe(Value.OfBoolean(true));
        Convert("since", "2026-01-31T09:30:00+09:00").ShouldBe(Value.OfDateTime(new DateTimeOffset(2026, 1, 31, 0, 30, 0, TimeSpan.Zero)));
        Convert("since", "2026-01-31").ShouldBe(Value.OfDateTime(new DateTimeOffset(2026, 1, 31, 0, 0, 0, TimeSpan.Zero)));
        Convert("tags", new[] { "a", "B", "b" }).Set!.Select(t => t.Original).ShouldBe(["a", "B"]);
        Convert("age", null).IsMissing.ShouldBeTrue();
    }

    [Fact]
    public void TryConvertText_CellsOfATable_AreRead()
    {
        Cell("age", " 41.5 ").ShouldBe(Value.OfNumber(41.5));
        Cell("vip", "1").ShouldBe(Value.OfBoolean(true));
        Cell("vip", "FALSE").ShouldBe(Value.OfBoolean(false));
        Cell("tags", "a| b |").Set!.Select(t => t.Original).ShouldBe(["a", "b"]);
        Cell("city", "").IsMissing.ShouldBeTrue();
    }

    [Theory]
    [InlineData("age", double.NaN, "attribute.type", "a finite number")]
    [InlineData("age", double.PositiveInfinity, "attribute.type", "a finite number")]
    [InlineData("age", "41", "attribute.type", "a finite number")]
    [InlineData("fee", 1e308, "attribute.type", "between -1e15 and 1e15")]
    [InlineData("city", 5.0, "attribute.type", "a text")]
    [InlineData("vip", "yes", "attribute.type", "true or false")]
    [InlineData("since", "31/01/2026", "attribute.type", "2026-01-31")]
    [InlineData("tags", "a", "attribute.type", "a list of texts")]
    [InlineData("AGE", 1.0, "attribute.unknown", "did you mean age?")]
    [InlineData("", 1.0, "attribute.name", "1 to 64 characters")]
    public void TryConvert_WrongValue_NamesFieldValueAndAllowed(string name, object raw, string code, string allowed)
    {
        Schema.TryConvert(name, raw, out var value, out var error).ShouldBeFalse();
        value.IsMissing.ShouldBeTrue();
        error!.Code.ShouldBe(code);
        error.Allowed.ShouldContain(allowed);
        error.Message.ShouldContain(error.Value);
        error.Message.ShouldContain(error.Field);
    }

    [Fact]
    public void TryConvert_LongNamesAndValues_AreRefusedWithoutRepeatingThem()
    {
        Schema.TryConvert(new string('n', 100_000), 1.0, out _, out var name).ShouldBeFalse();
        name!.Message.Length.ShouldBeLessThan(300);
        Schema.TryConvert("city", new string('京', 2000), out _, out var size).ShouldBeFalse();
        size!.Code.ShouldBe("attribute.size");
        size.Message.Length.ShouldBeLessThan(300);
        Schema.TryConvert("tags", Enumerable.Repeat("", 5000).ToArray(), out _, out var members).ShouldBeFalse();
        members!.Code.ShouldBe("attribute.size");
        Schema.TryConvert("city", new string('x', 4096), out _, out _).ShouldBeTrue();
    }

    [Fact]
    public void Apply_OneWrongValue_ChangesNothing()
    {
        var profile = new Profile();
        profile.Set("age", Value.OfNumber(1));
        var errors = Schema.Apply(profile, [new("age", 2.0), new("vip", "maybe"), new("since", "never")]);
        errors.Select(e => e.Field).ShouldBe(["vip", "since"]);
        profile.Get("age").ShouldBe(Value.OfNumber(1));
        Schema.Apply(profile, [new("age", null), new("vip", true)]).ShouldBeEmpty();
        profile.Values.Keys.ShouldBe(["vip"]);
    }

    [Fact]
    public void Apply_TenThousandAttributes_IsRefusedAsAWhole()
    {
        var open = new ProfileSchema([], UnknownAttributes.AcceptAsText);
        var profile = new Profile();
        var errors = open.Apply(profile, Enumerable.Range(0, 10_000).Select(i => new KeyValuePair<string, object?>("a" + i, i)));
        errors.ShouldHaveSingleItem().Message.ShouldBe("attributes is 10000; allowed is at most 1000 attributes.");
        profile.Count.ShouldBe(0);
        Schema.Apply(profile, Enumerable.Range(0, 10_000).Select(i => new KeyValuePair<string, object?>("a" + i, i))).Count.ShouldBe(100);

        open.Apply(profile, Enumerable.Range(0, 1000).Select(i => new KeyValuePair<string, object?>("a" + i, i))).ShouldBeEmpty();
        open.Apply(profile, [new("b", 1), new("a0", null)]).ShouldBeEmpty();
        profile.Count.ShouldBe(1000);
        Should.Throw<ArgumentException>(() => profile.Set("c", Value.OfNumber(1)));
    }

    [Fact]
    public void TryConvert_UndeclaredWhereAccepted_IsKeptAsText()
    {
        var open = new ProfileSchema([], UnknownAttributes.AcceptAsText);
        foreach (var (raw, text) in new (object, string)[] { (1.5, "1.5"), (true, "true"), ("x", "x"), (new[] { "a", "b" }, "a|b") })
        {
            open.TryConvert("anything", raw, out var value, out _).ShouldBeTrue();
            value.ShouldBe(Value.OfText(text));
        }
    }

    [Fact]
    public void Get_ManyTimes_AllocatesNothing()
    {
        var profile = new Profile();
        profile.Set("age", Value.OfNumber(1));
        profile.Get("age");
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
        {
            profile.Get("age");
            profile.Get("none");
        }

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
    }

    private static Value Convert(string name, object? raw)
    {
        Schema.TryConvert(name, raw, out var value, out var error).ShouldBeTrue(error?.Message);
        return value;
    }

    private static Value Cell(string name, string cell)
    {
        Schema.TryConvertText(name, cell, out var value, out var error).ShouldBeTrue(error?.Message);
        return value;
    }
}
