using Microsoft.AspNetCore.DataProtection;
using NbaStudio.Security.Accounts;

namespace NbaStudio.Data.Accounts;

/// <summary>Keys of second factors, encrypted with the keys of the data folder: the database alone tells none.</summary>
internal sealed class SecondFactorKeys(IDataProtectionProvider protection)
{
    private readonly IDataProtector _protector = protection.CreateProtector("NbaStudio.SecondFactor.v1");

    public string Protect(byte[] key) => Convert.ToBase64String(_protector.Protect(key));

    /// <exception cref="System.Security.Cryptography.CryptographicException">The keys of the data folder are not those that it was stored with.</exception>
    public byte[]? Read(Account account) => account.TotpKey is null ? null : _protector.Unprotect(Convert.FromBase64String(account.TotpKey));
}
