using NbaStudio.Engine.Simulation;

namespace NbaStudio.Demo;

/// <summary>Invented names from common Japanese family and given names.</summary>
internal static class DemoNames
{
    // Script, kana, Latin letters.
    private static readonly (string Script, string Kana, string Latin)[] Family =
    [
        ("柏木", "カシワギ", "Kashiwagi"), ("皆川", "ミナガワ", "Minagawa"), ("星野", "ホシノ", "Hoshino"), ("倉本", "クラモト", "Kuramoto"), ("朝比奈", "アサヒナ", "Asahina"),
        ("守屋", "モリヤ", "Moriya"), ("西尾", "ニシオ", "Nishio"), ("緒方", "オガタ", "Ogata"), ("榎本", "エノモト", "Enomoto"), ("白川", "シラカワ", "Shirakawa"),
        ("長谷部", "ハセベ", "Hasebe"), ("小野寺", "オノデラ", "Onodera"), ("片山", "カタヤマ", "Katayama"), ("久保田", "クボタ", "Kubota"), ("篠原", "シノハラ", "Shinohara"),
        ("杉山", "スギヤマ", "Sugiyama"), ("高瀬", "タカセ", "Takase"), ("竹内", "タケウチ", "Takeuchi"), ("土屋", "ツチヤ", "Tsuchiya"), ("永井", "ナガイ", "Nagai"),
        ("野村", "ノムラ", "Nomura"), ("服部", "ハットリ", "Hattori"), ("平田", "ヒラタ", "Hirata"), ("福島", "フクシマ", "Fukushima"), ("本多", "ホンダ", "Honda"),
        ("松岡", "マツオカ", "Matsuoka"), ("水野", "ミズノ", "Mizuno"), ("村瀬", "ムラセ", "Murase"), ("森下", "モリシタ", "Morishita"), ("矢野", "ヤノ", "Yano"),
        ("吉川", "ヨシカワ", "Yoshikawa"), ("和田", "ワダ", "Wada"), ("浅野", "アサノ", "Asano"), ("石黒", "イシグロ", "Ishiguro"), ("大塚", "オオツカ", "Otsuka"),
        ("川端", "カワバタ", "Kawabata"), ("桐生", "キリュウ", "Kiryu"), ("黒田", "クロダ", "Kuroda"), ("坂口", "サカグチ", "Sakaguchi"), ("田所", "タドコロ", "Tadokoro"),
    ];

    private static readonly (string Script, string Kana, string Latin)[] Given =
    [
        ("結衣", "ユイ", "Yui"), ("陽翔", "ハルト", "Haruto"), ("芽衣", "メイ", "Mei"), ("颯太", "ソウタ", "Sota"), ("凛", "リン", "Rin"),
        ("大地", "ダイチ", "Daichi"), ("花", "ハナ", "Hana"), ("海斗", "カイト", "Kaito"), ("桜", "サクラ", "Sakura"), ("蓮", "レン", "Ren"),
        ("葵", "アオイ", "Aoi"), ("拓海", "タクミ", "Takumi"), ("美咲", "ミサキ", "Misaki"), ("健太", "ケンタ", "Kenta"), ("彩", "アヤ", "Aya"),
        ("翔", "ショウ", "Sho"), ("真由", "マユ", "Mayu"), ("直樹", "ナオキ", "Naoki"), ("恵", "メグミ", "Megumi"), ("亮", "リョウ", "Ryo"),
        ("智子", "トモコ", "Tomoko"), ("誠", "マコト", "Makoto"), ("由美", "ユミ", "Yumi"), ("浩二", "コウジ", "Koji"), ("香織", "カオリ", "Kaori"),
        ("隆", "タカシ", "Takashi"), ("奈々", "ナナ", "Nana"), ("悠真", "ユウマ", "Yuma"), ("紗希", "サキ", "Saki"), ("洋子", "ヨウコ", "Yoko"),
        ("修", "オサム", "Osamu"), ("千尋", "チヒロ", "Chihiro"), ("晴", "ハル", "Haru"), ("文子", "フミコ", "Fumiko"), ("一郎", "イチロウ", "Ichiro"),
        ("遥", "ハルカ", "Haruka"), ("圭", "ケイ", "Kei"), ("涼介", "リョウスケ", "Ryosuke"), ("舞", "マイ", "Mai"), ("光", "ヒカル", "Hikaru"),
    ];

    public static DemoName Draw(MarketRandom random)
    {
        var family = random.Pick(Family);
        var given = random.Pick(Given);
        return new(given.Script, family.Script, given.Kana, family.Kana, given.Latin, family.Latin);
    }
}

/// <summary>One name in three scripts.</summary>
internal readonly record struct DemoName(string First, string Last, string KanaFirst, string KanaLast, string LatinFirst, string LatinLast);
