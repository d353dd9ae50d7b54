using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using NbaStudio.Security.Accounts;

namespace NbaStudio.Data.Accounts;

/// <summary>Keys of second factors, encrypted with the keys of the data folder: the database alone tells none.</summary>
internal sealed class SecondFactorKeys(IDataProtectionProvider protection, ILogger<SecondFactorKeys> log)
{
    private readonly IDataProtector _protector = protection.CreateProtector("NbaStudio.SecondFactor.v1");

    public string Protect(byte[] key) => Convert.ToBase64String(_protector.Protect(key));

    /// <returns>Null where there is none, or the keys of the data folder are no longer those that it was stored with: then only a recovery code opens the door.</returns>
    public byte[]? Read(Account account)
    {
        try
        {
            return account.TotpKey is null ? null : _protector.Unprotect(Convert.FromBase64String(account.TotpKey));
        }
        catch (CryptographicException failure)
        {
            log.LogError(failure, "The second factor of {Account} cannot be read: the keys of the data folder are not those that it was stored with", account.UserName);
            return null;
        }
    }
}
