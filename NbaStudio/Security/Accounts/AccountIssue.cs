namespace NbaStudio.Security.Accounts;

/// <summary>Why something about an account was refused. Every one has a text of its own on the pages.</summary>
public enum AccountIssue
{
    NameShape,
    NameReserved,
    NameTaken,
    PasswordShort,
    PasswordLong,
    PasswordCommon,
    PasswordName,
    PasswordRepeats,
    PasswordsDiffer,
    PasswordWrong,
    SetUpCode,
    SetUpDone,
    SignIn,
    Code,
    Link,
    NoRole,
    LastAdmin,
    NoAccount,
    TooMany,
}
