using NbaStudio.Security.Accounts;

namespace NbaStudio.Tests.Security.Accounts;

public sealed class PasswordRulesTests
{
    [Theory]
    [InlineData("short one", AccountIssue.PasswordShort)]
    [InlineData("aaaaaaaaaaaaaaa", AccountIssue.PasswordRepeats)]
    [InlineData("Passw0rd2026!!", AccountIssue.PasswordCommon)]
    [InlineData("qwertyuiopasdf", AccountIssue.PasswordCommon)]
    [InlineData("monkeymonkey", AccountIssue.PasswordCommon)]
    [InlineData("123456789012", AccountIssue.PasswordCommon)]
    [InlineData("annemarie1234", AccountIssue.PasswordName)]
    [InlineData("eiramenna2026", AccountIssue.PasswordName)]
    public void Check_WeakPassword_IsRefused(string password, AccountIssue issue) => PasswordRules.Check("annemarie@example.com", password).ShouldContain(issue);

    [Theory]
    [InlineData("a horse on the roof")]
    [InlineData("ひらがなのながいことばです")]
    [InlineData("annemarie walks to the old mill")]
    public void Check_LongPhrase_IsTaken(string password) => PasswordRules.Check("annemarie@example.com", password).ShouldBeEmpty();

    // RFC 6238, appendix B, the last six of its eight digits.
    [Theory]
    [InlineData(59, "287082")]
    [InlineData(1111111109, "081804")]
    [InlineData(1234567890, "005924")]
    [InlineData(20000000000, "353130")]
    public void Totp_VectorsOfTheStandard_Match(long seconds, string code)
    {
        var key = System.Text.Encoding.ASCII.GetBytes("12345678901234567890");
        var now = DateTimeOffset.FromUnixTimeSeconds(seconds);

        Totp.CodeOf(key, Totp.StepAt(now)).ShouldBe(code);
        Totp.Match(key, code, now.AddSeconds(30), 0).ShouldBe(Totp.StepAt(now));
        Totp.Match(key, code, now, Totp.StepAt(now)).ShouldBeNull("it was used");
        Totp.Match(key, code, now.AddSeconds(90), 0).ShouldBeNull("it is too old");
        Totp.Base32(key).ShouldBe("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
    }
}
