using NbaStudio.Engine.Policies;
using static NbaStudio.Demo.Policy.Look;
using static NbaStudio.Demo.Policy.Words;

namespace NbaStudio.Demo.Policy;

/// <summary>Serve: what to know before the data runs out or the plane lands.</summary>
internal static class UsageHelp
{
    public static GroupDocument Group => new()
    {
        Id = "usage", Label = Text("Data and travel", "データ・海外"),
        Actions =
        [
            new()
            {
                Id = "data-notice", Label = Text("Data 80% notice, top-up", "データ残量の案内と追加"),
                Class = "service", Purpose = "service", Value = "1600", StartingPropensity = 0.15,
                Eligibility = "customer.plan in (\"S\", \"M\", \"L\")",
                Applicability = "seen(event \"data_usage\" where share >= 0.8 in 6h)",
                Treatments = Show("data-notice", "/data",
                    new("20% of your data is left", "80% is used. Add data, or save with low quality video.",
                        "You have used 80% of this month's data. Add 1 GB for ¥550, or set video to low quality and make it last.", "See my data"),
                    new("データ残量は20%です", "80%を使いました。追加も節約もアプリからできます。",
                        "今月のデータの80%を使いました。1GBを550円で追加するか、動画の画質を下げて月末まで持たせられます。", "残量を見る"),
                    Push, Sms),
            },
            new()
            {
                Id = "roaming-welcome", Label = Text("Welcome abroad", "海外到着の案内"),
                Class = "service", Purpose = "service", Value = "1900", StartingPropensity = 0.12,
                Applicability = "seen(event \"roaming_arrival\" in 6h)",
                Treatments = Show("roaming-welcome", "/roaming",
                    new("You have arrived", "Data costs nothing until you choose a pass.",
                        "Welcome. Data is off, so nothing costs money until you choose a pass. Calls to 113 are free.", "Choose a pass"),
                    new("海外に到着しました", "パスを選ぶまでデータ料金はかかりません。",
                        "データ通信は止めてあります。パスを選ぶまで料金はかかりません。サポートへの電話113は無料です。", "パスを選ぶ"),
                    Push, Sms),
            },
        ],
    };
}
