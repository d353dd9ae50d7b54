using NbaStudio.Engine.Policies;
using static NbaStudio.Demo.Policy.Look;
using static NbaStudio.Demo.Policy.Words;

namespace NbaStudio.Demo.Policy;

/// <summary>Nurture: habits that make life easier on both sides.</summary>
internal static class Habits
{
    public static GroupDocument Group => new()
    {
        Id = "habits", Label = Text("Good habits", "便利な使い方"),
        Actions =
        [
            new()
            {
                Id = "autopay", Label = Text("Automatic payment bonus", "自動払い特典"),
                Value = "5400", StartingPropensity = 0.04,
                Eligibility = "customer.autopay = false",
                Treatments = Show("autopay", "/pay/auto",
                    new("Pay automatically, get ¥1,000", "Set it once, never think of the bill again.",
                        "Set up automatic payment once and never think of the bill again. ¥1,000 comes off your next one.", "Set it up"),
                    new("自動払いで1,000円引き", "一度の設定で、毎月の支払いが自動になります。",
                        "一度設定すれば毎月の支払いが自動になります。次回の請求から1,000円を引きます。", "設定する"),
                    WebTile, AppHero, AppInbox, Email),
            },
            new()
            {
                Id = "paperless", Label = Text("Bill without paper", "Web明細への切替"),
                Value = "2200", StartingPropensity = 0.08,
                Eligibility = "customer.paperless = false",
                Treatments = Show("paperless", "/pay/paperless",
                    new("Your bill in the app", "No paper, ¥110 less each month.",
                        "Read your bill in the app on the first of the month. No paper, and it costs ¥110 less.", "Change now"),
                    new("明細をアプリで", "紙の明細をやめると毎月110円安くなります。",
                        "毎月1日にアプリで明細を見られます。紙の明細をやめると、毎月110円安くなります。", "切り替える"),
                    WebTile, AppInbox),
            },
            new()
            {
                Id = "refer-friend", Label = Text("Bring a friend", "お友だち紹介"),
                Value = "customer.satisfaction * 900", StartingPropensity = 0.025,
                Suitability = "customer.satisfaction >= 8",
                Treatments = Show("refer-friend", "/friends",
                    new("Bring a friend, ¥5,000 each", "You both get ¥5,000 when a friend joins.",
                        "Send your link to a friend. When they join, you both get ¥5,000 off the next bills.", "Send my link"),
                    new("お友だち紹介で5,000円", "紹介した方もされた方も5,000円引きです。",
                        "専用リンクをお友だちに送ってください。ご契約いただくと、お二人とも請求額から5,000円を引きます。", "リンクを送る"),
                    WebHero, AppInbox, Push, Email),
            },
            new()
            {
                Id = "app-widget", Label = Text("Data left on the home screen", "データ残量ウィジェット"),
                Value = "1500", StartingPropensity = 0.12,
                Applicability = "aggregate.visits_7d >= 4",
                Treatments = Show("app-widget", "/app/widget",
                    new("See your data at a glance", "Put what is left on your home screen.",
                        "Put your remaining data on the home screen, and stop opening the app to look.", "Show me how"),
                    new("残量をひと目で", "データ残量をホーム画面に表示できます。",
                        "データ残量をホーム画面に置けば、アプリを開かずに確認できます。", "設定方法を見る"),
                    AppInbox),
            },
        ],
    };
}
