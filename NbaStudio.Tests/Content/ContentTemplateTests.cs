using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Content;
using NbaStudio.Tests.Conditions;

namespace NbaStudio.Tests.Content;

public class ContentTemplateTests
{
    private static string Render(string text, TemplateMedium medium, string language, params (string Slot, Value Value)[] slots)
    {
        var (template, frame) = Prepare(text, slots);
        return template.Render(frame, language, "USD", medium);
    }

    private static (ContentTemplate Template, EvaluationFrame Frame) Prepare(string text, params (string Slot, Value Value)[] slots)
    {
        var layout = new SlotLayoutBuilder();
        var (template, issues) = ContentTemplate.Compile(text, TestScope.Full, layout);
        issues.Select(i => i.Message).ShouldBeEmpty();
        template.ShouldNotBeNull().Text.ShouldBe(text);
        return (template, TestScope.Frame(layout.ToLayout(), slots));
    }

    [Theory]
    [InlineData("Hello {{customer.first_name | \"there\"}}!", "Aiko", "Hello Aiko!")]
    [InlineData("Hello {{customer.first_name | \"there\"}}!", null, "Hello there!")]
    [InlineData("Hello {{ customer.first_name }}!", null, "Hello !")]
    [InlineData("Hello {{customer.first_name|\"}} | \\\"x\\\"\"}}", null, "Hello }} | \"x\"")]
    [InlineData("no field { } }} here", null, "no field { } }} here")]
    [InlineData("", null, "")]
    public void Render_Fields_AreFilledIn(string text, string? name, string expected)
    {
        var (template, frame) = Prepare(text);
        if (name is not null)
        {
            frame.Slots[0] = Value.OfText(name);
        }

        template.Render(frame, "en", "USD", TemplateMedium.PlainText).ShouldBe(expected);
    }

    [Fact]
    public void Render_FieldsOfEveryRoot_ReadTheirSlots() =>
        Render("{{trigger.cart_value}} {{context.x}} {{goal.upgrade.progress}} {{aggregate.visits_7d}} {{score.churn}}", TemplateMedium.PlainText, "en",
            ("trigger.cart_value", Value.OfMoney(12.5)), ("context.x", Value.OfText("x")), ("goal.upgrade.progress", Value.OfNumber(0.5)), ("aggregate.visits_7d", Value.OfNumber(1234)), ("score.churn", Value.OfNumber(0.25)))
            .ShouldBe("$12.50 x 0.5 1,234 0.25");

    [Theory]
    [InlineData("en", "USD", 1234.5, "$1,234.50")]
    [InlineData("ja", "JPY", 1234.0, "¥1,234")]
    [InlineData("en", "CHF", 5.0, "CHF\u00A05.00")]
    [InlineData("xx-invalid-tag", "EUR", 5.0, "€5.00")]
    public void Format_Money_FollowsLanguageAndCurrency(string language, string currency, double amount, string expected) =>
        ValueFormatter.Format(Value.OfMoney(amount), language, currency, TimeZoneInfo.Utc).ShouldBe(expected);

    [Fact]
    public void Format_Dates_AreInTheZoneAndLanguage()
    {
        var late = Value.OfDateTime(new DateTimeOffset(2026, 11, 22, 20, 0, 0, TimeSpan.Zero));
        ValueFormatter.Format(late, "en", "USD", TimeZoneInfo.Utc).ShouldBe("November 22, 2026");
        ValueFormatter.Format(late, "ja", "JPY", TimeZoneInfo.FindSystemTimeZoneById("Asia/Tokyo")).ShouldBe("2026年11月23日");
        ValueFormatter.Format(Value.OfUnixMilliseconds(long.MaxValue), "en", "USD", TimeZoneInfo.Utc).ShouldBe("");
        ValueFormatter.Format(Value.OfBoolean(true), "ja", "JPY", TimeZoneInfo.Utc).ShouldBe("はい");
        ValueFormatter.Format(Value.OfSet([new TextValue("a"), new TextValue("b")]), "en", "USD", TimeZoneInfo.Utc).ShouldBe("a, b");
        ValueFormatter.Format(Value.OfNumber(1e300), "en", "USD", TimeZoneInfo.Utc).ShouldBe("1E+300");
    }

    [Theory]
    [InlineData(TemplateMedium.Html, "<script>alert(1)</script>", "Hi &lt;script&gt;alert(1)&lt;/script&gt;")]
    [InlineData(TemplateMedium.Html, "\" onload='x' &", "Hi &quot; onload=&#39;x&#39; &amp;")]
    [InlineData(TemplateMedium.PlainText, "<b>", "Hi <b>")]
    [InlineData(TemplateMedium.SubjectLine, "Bob\r\nBcc: all@example.com", "Hi Bob Bcc: all@example.com")]
    [InlineData(TemplateMedium.SubjectLine, "a\u2028b\u0000c", "Hi a b c")]
    [InlineData(TemplateMedium.UrlComponent, "a b&c=/?#日", "Hi a%20b%26c%3D%2F%3F%23%E6%97%A5")]
    [InlineData(TemplateMedium.PlainText, "{{customer.plan}}", "Hi {{customer.plan}}")]
    public void Render_HostileValue_IsEscapedForItsMedium(TemplateMedium medium, string name, string expected) =>
        Render("Hi {{customer.first_name}}", medium, "en", ("customer.first_name", Value.OfText(name))).ShouldBe(expected);

    [Fact]
    public void Render_HostileFallback_IsEscapedToo() => Render("{{customer.first_name | \"<i>\"}}", TemplateMedium.Html, "en").ShouldBe("&lt;i&gt;");

    [Fact]
    public void Escape_LoneSurrogate_IsReplaced() => TemplateEscaper.Escape("\uD800x", TemplateMedium.UrlComponent).ShouldBe("%EF%BF%BDx");

    [Fact]
    public void Render_Subject_IsOneLine() => Render("Line\r\nX: {{customer.plan}}", TemplateMedium.SubjectLine, "en").ShouldBe("Line X: ");

    [Theory]
    [InlineData("{{customer.frist_name}}", "name.unknown", "`customer.frist_name` is unknown. Did you mean `customer.first_name`?")]
    [InlineData("{{custmer.first_name}}", "name.unknown", "`custmer.first_name` is unknown. Did you mean `customer.first_name`?")]
    [InlineData("Hi {{customer.first_name", "template.unclosed", "`{{` has no closing `}}`.")]
    [InlineData("{{customer.first_name | there}}", "template.fallback", "Found `there` after `|`, expected a text in quotes, such as {{customer.first_name | \"there\"}}.")]
    [InlineData("{{customer.age + 1}}", "template.field", "Found `{{customer.age + 1}}`, expected a name such as {{customer.first_name}}; a template has no logic.")]
    [InlineData("{{#if customer.vip}}", "template.field", "Found `{{#if customer.vip}}`, expected a name such as {{customer.first_name}}; a template has no logic.")]
    [InlineData("{{}}", "template.field", "Found `{{}}`, expected a name such as {{customer.first_name}}; a template has no logic.")]
    [InlineData("{{event.amount}}", "event.notAllowed", "`event.amount` cannot be used in content; a trigger's event is read as `trigger.amount`.")]
    [InlineData("<SCRIPT src=x>", "template.activeContent", "Found `<script`; content cannot have scripts, frames, forms or embedded objects in it.")]
    [InlineData("<a href=\"JavaScript:x\">", "template.activeContent", "Found `javascript:`; content cannot have scripts, frames, forms or embedded objects in it.")]
    [InlineData("<img src=\"x\" onerror = \"y\">", "template.activeContent", "Found the attribute `onerror`; content cannot have event handlers in it.")]
    [InlineData("<img/onload=y>", "template.activeContent", "Found the attribute `onload`; content cannot have event handlers in it.")]
    [InlineData("<b class={{customer.plan}}>", "template.fieldInTag", "`{{customer.plan}}` stands inside a tag; put the value of an attribute in double quotation marks.")]
    public void Compile_Mistake_IsNamed(string text, string code, string message)
    {
        var layout = new SlotLayoutBuilder();
        var (template, issues) = ContentTemplate.Compile(text, TestScope.Full, layout);
        template.ShouldBeNull();
        layout.ToLayout().Count.ShouldBe(0);
        issues.ShouldContain(i => i.Code == code && i.Message == message, string.Join(" | ", issues));
    }

    [Theory]
    [InlineData("5 < 6 and once = twice")]
    [InlineData("<p class=\"on\">Carry on=now</p>")]
    [InlineData("<a title=\"{{customer.plan}}\" data-on=\"x\">ok</a>")]
    public void Compile_HarmlessMarkup_IsAllowed(string text) => ContentTemplate.Compile(text, TestScope.Full, new SlotLayoutBuilder()).Issues.ShouldBeEmpty();

    [Fact]
    public void Compile_SecondLine_HasItsPlace()
    {
        var issue = ContentTemplate.Compile("Hello\n  {{customer.nam}}", TestScope.Full, new SlotLayoutBuilder()).Issues.ShouldHaveSingleItem();
        (issue.Line, issue.Column, issue.Length).ShouldBe((2, 3, 16));
    }

    [Fact]
    public void Compile_Garbage_NeverThrows()
    {
        var random = new Random(11);
        const string alphabet = "{}{}|\"\\ customer.first_name<>='on\n日";
        for (var i = 0; i < 20_000; i++)
        {
            var text = new string([.. Enumerable.Range(0, random.Next(60)).Select(_ => i % 9 == 0 ? (char)random.Next(65536) : alphabet[random.Next(alphabet.Length)])]);
            var (template, issues) = ContentTemplate.Compile(text, TestScope.Full, new SlotLayoutBuilder());
            if ((template is null) != (issues.Count > 0))
            {
                Assert.Fail(text);
            }
        }

        ContentTemplate.Compile(new string('{', 1_000_000), TestScope.Full, new SlotLayoutBuilder()).Issues.ShouldHaveSingleItem().Code.ShouldBe("limit.text");
        ContentTemplate.Compile(string.Concat(Enumerable.Repeat("{{customer.age}}", 201)), TestScope.Full, new SlotLayoutBuilder()).Issues.ShouldHaveSingleItem().Code.ShouldBe("template.fields");
    }

    [Theory]
    [InlineData("https://shop.example/cart?for={{customer.first_name}}", "A&b=c d", "https://shop.example/cart?for=A%26b%3Dc%20d", null)]
    [InlineData("{{customer.first_name}}", "https://shop.example/x", "https://shop.example/x", null)]
    [InlineData("mailto:{{customer.first_name}}@example.com", "a?bcc=x", "mailto:a%3Fbcc%3Dx@example.com", null)]
    [InlineData("tel:+81-3-1234", "", "tel:+81-3-1234", null)]
    [InlineData("{{customer.first_name}}", "javascript:alert(1)", null, "The link `javascript:alert(1)` is not allowed; a link begins with https://, mailto: or tel:.")]
    [InlineData("{{customer.first_name}}", "http://shop.example", null, "The link `http://shop.example` is not allowed; a link begins with https://, mailto: or tel:.")]
    [InlineData("{{customer.first_name}}", "//evil.example", null, "The link `//evil.example` is not allowed; a link begins with https://, mailto: or tel:.")]
    [InlineData("{{customer.first_name}}", "https://good.example@evil.example/", null, "The link `https://good.example@evil.example/` is not allowed; a link begins with https://, mailto: or tel:.")]
    [InlineData("{{customer.first_name}}", "https://x.example/\r\nX: y", null, "The link has a space, a line end, a backslash, a quotation mark or an angle bracket in it.")]
    [InlineData("{{customer.first_name}}", null, null, "The link is empty after personalisation; nothing is linked.")]
    public void RenderLink_AfterPersonalisation_IsCheckedAgain(string text, string? name, string? link, string? problem)
    {
        var (template, frame) = Prepare(text);
        if (frame.Slots.Length > 0)
        {
            frame.Slots[0] = Value.OfText(name);
        }

        template.RenderLink(frame, "en", "USD").ShouldBe(new RenderedLink(link, problem));
    }

    [Fact]
    public void TryCreate_LongLink_IsRefused()
    {
        SafeLink.TryCreate("https://x.example/" + new string('a', 2048), out _, out var problem).ShouldBeFalse();
        problem.ShouldBe("The link has 2066 characters; at most 2048 are allowed.");
    }
}
