using NbaStudio.Engine.Policies;
using NbaStudio.Live.Wording;
using NbaStudio.Localization;

namespace NbaStudio.Tests.Live;

public sealed class ContactSentencesTests
{
    public static TheoryData<ContactPolicyDocument, string, string> Rules() => new()
    {
        { new() { Of = "sent", Limit = 4, Window = "7d" }, "Everything: at most 4 sent in 7 days, counted together.", "すべて: 7日あたり送信4回まで、全体で。" },
        {
            new() { Of = "impression", Limit = 3, Window = "1d", Per = "action", Scope = new() { Group = "stay" }, IncludesService = true },
            "Group “<stay>”: at most 3 seen in 1 day, counted for each action. Service messages too.", "グループ「<stay>」: 1日あたり表示3回まで、アクションごと。 サービスの連絡も含む。"
        },
        { new() { Kind = "rest", Of = "reject", Per = "action", Rest = "14d" }, "Everything: after a no, rest for 14 days, for each action.", "すべて: お断りのあと14日休止、アクションごと。" },
        { new() { Kind = "never", Of = "unsubscribe", Per = "channel" }, "Everything: after an unsubscribe, never again, for each channel.", "すべて: 配信停止のあとは二度と接触しない、チャネルごと。" },
        {
            new() { Kind = "quietHours", Scope = new() { Channel = "sms" }, Hours = new() { From = "21:00", To = "08:00", Days = ["sun", "sat"] } },
            "Channel “<sms>”: nothing from 21:00 to 08:00, on Saturday, Sunday, on the customer's clock.", "チャネル「<sms>」: 顧客の現地時刻で21:00から08:00まで接触しない、土曜、日曜。"
        },
    };

    [Theory]
    [MemberData(nameof(Rules))]
    public void Of_ARule_IsOneSentence(ContactPolicyDocument rule, string english, string japanese)
    {
        Make("en").Of(rule).ShouldBe(english);
        Make("ja").Of(rule).ShouldBe(japanese);
    }

    [Fact]
    public void Of_ABudget_SaysWhatUsesIt()
    {
        var budget = new BudgetDocument { Unit = "money", Limit = 6_000_000, Period = "month", UsedBy = "accepted", Mode = "expected", Amount = "customer.fee * 2", Scope = new() { Group = "stay" } };

        Make("en").Of(budget).ShouldBe("Group “<stay>”: at most ¥6,000,000 a month, used by what is accepted. One use takes customer.fee * 2. An open offer holds its chance times the amount.");
    }

    [Fact]
    public void Of_AChannel_SaysWhatBecomesOfTheMessage()
    {
        var channel = new ChannelDocument { Id = "sms", QuietHours = new() { From = "21:00", To = "08:00" } };

        Make("en").Of(channel).ShouldBe("Nothing is sent from 21:00 to 08:00, every day; it waits and is decided again.");
        Make("en").Of(channel with { QuietHours = null }).ShouldBe("No quiet hours.");
    }

    private static ContactSentences Make(string language)
    {
        var words = new Words(language);
        return new ContactSentences(words, new Formats(new FormatSettings(words, "JPY", TimeZoneInfo.Utc)), (_, id) => $"<{id}>");
    }
}
