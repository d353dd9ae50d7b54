using System.Security.Cryptography;
using System.Text;

namespace NbaStudio.Security.Accounts;

/// <summary>The one-time code of the set-up page. It stands in the log only: whoever reads the log runs the program. Ten wrong tries make a new one. Thread safe.</summary>
public sealed class SetUpCode(ILogger<SetUpCode> log)
{
    private const int WrongTries = 10;
    private readonly Lock _gate = new();
    private string _code = "";
    private int _wrong;

    /// <summary>Makes a code and writes it to the log.</summary>
    public void Announce()
    {
        lock (_gate)
        {
            // 31 letters and digits that are not mistaken for each other: 59 bits.
            var code = RandomNumberGenerator.GetString("abcdefghjkmnpqrstuvwxyz23456789", 12);
            (_code, _wrong) = ($"{code[..4]}-{code[4..8]}-{code[8..]}", 0);
            log.LogWarning("No account exists yet: only this computer can use the hub. To set up accounts open /set-up and enter the code {Code}", _code);
        }
    }

    public bool Check(string typed)
    {
        ArgumentNullException.ThrowIfNull(typed);
        lock (_gate)
        {
            if (_code.Length > 0 && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(typed.Trim().ToLowerInvariant()), Encoding.UTF8.GetBytes(_code)))
            {
                return true;
            }

            if (++_wrong >= WrongTries)
            {
                Announce();
            }

            return false;
        }
    }
}
