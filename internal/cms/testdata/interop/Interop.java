// The BouncyCastle side of interop_test.go: Interop DIR reads ours-*.der there, writes what it decrypted or verified as *.out, and
// makes bc-*.der of the file "text". Identities are NAME.pem and NAME.key.
import java.io.*;
import java.nio.file.*;
import java.security.*;
import java.security.cert.X509Certificate;
import java.security.spec.*;
import java.util.*;
import javax.crypto.spec.*;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.*;
import org.bouncycastle.cms.*;
import org.bouncycastle.cms.jcajce.*;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.operator.jcajce.*;
import org.bouncycastle.operator.OutputAEADEncryptor;

public class Interop {
  static Path dir;
  static byte[] text;

  static X509Certificate cert(String who) throws Exception {
    try (PEMParser p = new PEMParser(new FileReader(dir.resolve(who + ".pem").toFile()))) {
      return new JcaX509CertificateConverter().setProvider("BC").getCertificate((X509CertificateHolder) p.readObject());
    }
  }

  static PrivateKey key(String who) throws Exception {
    try (PEMParser p = new PEMParser(new FileReader(dir.resolve(who + ".key").toFile()))) {
      return new JcaPEMKeyConverter().setProvider("BC").getPrivateKey((PrivateKeyInfo) p.readObject());
    }
  }

  static void write(String name, byte[] b) throws Exception { Files.write(dir.resolve(name), b); }

  static RecipientInfoGenerator transport(boolean oaep, String who) throws Exception {
    if (!oaep) return new JceKeyTransRecipientInfoGenerator(cert(who)).setProvider("BC");
    AlgorithmIdentifier a = new JcaAlgorithmParametersConverter().getAlgorithmIdentifier(
        org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers.id_RSAES_OAEP,
        new OAEPParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, PSource.PSpecified.DEFAULT));
    return new JceKeyTransRecipientInfoGenerator(cert(who), a).setProvider("BC");
  }

  static RecipientInfoGenerator agreement(String who, String curve) throws Exception {
    KeyPairGenerator g = KeyPairGenerator.getInstance("EC", "BC");
    g.initialize(new ECGenParameterSpec(curve));
    KeyPair e = g.generateKeyPair();
    return new JceKeyAgreeRecipientInfoGenerator(CMSAlgorithm.ECDH_SHA256KDF, e.getPrivate(), e.getPublic(), CMSAlgorithm.AES256_WRAP)
        .addRecipient(cert(who)).setProvider("BC");
  }

  static void gcm(String name, RecipientInfoGenerator to) throws Exception {
    CMSAuthEnvelopedDataGenerator g = new CMSAuthEnvelopedDataGenerator();
    g.addRecipientInfoGenerator(to);
    write(name, g.generate(new CMSProcessableByteArray(text),
        (OutputAEADEncryptor) new JceCMSContentEncryptorBuilder(CMSAlgorithm.AES256_GCM).setProvider("BC").build()).getEncoded());
  }

  static void cbc(String name, RecipientInfoGenerator to) throws Exception {
    CMSEnvelopedDataGenerator g = new CMSEnvelopedDataGenerator();
    g.addRecipientInfoGenerator(to);
    write(name, g.generate(new CMSProcessableByteArray(text),
        new JceCMSContentEncryptorBuilder(CMSAlgorithm.AES256_CBC).setProvider("BC").build()).getEncoded());
  }

  static void stream(String name, RecipientInfoGenerator to) throws Exception {
    CMSEnvelopedDataStreamGenerator g = new CMSEnvelopedDataStreamGenerator();
    g.addRecipientInfoGenerator(to);
    ByteArrayOutputStream b = new ByteArrayOutputStream();
    try (OutputStream o = g.open(b, new JceCMSContentEncryptorBuilder(CMSAlgorithm.AES256_CBC).setProvider("BC").build())) { o.write(text); }
    write(name, b.toByteArray());
  }

  static void sign(String name, String algorithm, String who, boolean stream) throws Exception {
    var info = new JcaSignerInfoGeneratorBuilder(new JcaDigestCalculatorProviderBuilder().setProvider("BC").build())
        .build(new JcaContentSignerBuilder(algorithm).setProvider("BC").build(key(who)), cert(who));
    if (stream) {
      CMSSignedDataStreamGenerator g = new CMSSignedDataStreamGenerator();
      g.addSignerInfoGenerator(info);
      ByteArrayOutputStream b = new ByteArrayOutputStream();
      try (OutputStream o = g.open(b, true)) { o.write(text); }
      write(name, b.toByteArray());
      return;
    }
    CMSSignedDataGenerator g = new CMSSignedDataGenerator();
    g.addSignerInfoGenerator(info);
    g.addCertificates(new JcaCertStore(List.of(cert(who))));
    write(name, g.generate(new CMSProcessableByteArray(text), true).getEncoded("DER"));
  }

  static byte[] open(byte[] msg, String who) throws Exception {
    boolean isEC = cert(who).getPublicKey().getAlgorithm().startsWith("EC");
    if (CMSUtilsIsAuth(msg)) {
      RecipientInformation r = new CMSAuthEnvelopedData(msg).getRecipientInfos().getRecipients().iterator().next();
      return r.getContent(new JceKeyTransAuthEnvelopedRecipient(key(who)).setProvider("BC"));
    }
    RecipientInformation r = new CMSEnvelopedData(msg).getRecipientInfos().getRecipients().iterator().next();
    return r.getContent(isEC ? new JceKeyAgreeEnvelopedRecipient(key(who)).setProvider("BC") : new JceKeyTransEnvelopedRecipient(key(who)).setProvider("BC"));
  }

  static boolean CMSUtilsIsAuth(byte[] msg) throws Exception {
    return org.bouncycastle.asn1.cms.ContentInfo.getInstance(msg).getContentType().equals(org.bouncycastle.asn1.cms.CMSObjectIdentifiers.authEnvelopedData);
  }

  static byte[] verify(byte[] msg, String who) throws Exception {
    CMSSignedData s = new CMSSignedData(msg);
    SignerInformation i = s.getSignerInfos().getSigners().iterator().next();
    if (!i.verify(new JcaSimpleSignerInfoVerifierBuilder().setProvider("BC").build(cert(who)))) throw new Exception("signature invalid");
    return (byte[]) s.getSignedContent().getContent();
  }

  public static void main(String[] args) throws Exception {
    Security.addProvider(new BouncyCastleProvider());
    dir = Path.of(args[0]);
    text = Files.readAllBytes(dir.resolve("text"));
    try (DirectoryStream<Path> ours = Files.newDirectoryStream(dir, "ours-*.der")) {
      for (Path p : ours) {
        String[] name = p.getFileName().toString().replace(".der", "").split("_"); // ours-enc_PROFILE_WHO
        byte[] msg = Files.readAllBytes(p);
        try {
          write(p.getFileName() + ".out", name[0].equals("ours-enc") ? open(msg, name[2]) : verify(msg, name[2]));
        } catch (Throwable e) {
          write(p.getFileName() + ".failed", e.toString().getBytes());
        }
      }
    }
    gcm("bc-gcm-oaep_authority-rsa.der", transport(true, "authority-rsa"));
    gcm("bc-gcm-ecdh_authority-ec.der", agreement("authority-ec", "P-384"));
    cbc("bc-cbc-oaep_authority-rsa.der", transport(true, "authority-rsa"));
    cbc("bc-cbc-rsa15_authority-rsa.der", transport(false, "authority-rsa"));
    cbc("bc-cbc-ecdh_platform-ec.der", agreement("platform-ec", "P-256"));
    stream("bc-cbc-ecdh-stream_authority-ec.der", agreement("authority-ec", "P-384"));
    sign("bc-signed-pss_authority-rsa.der", "SHA256withRSAandMGF1", "authority-rsa", false);
    sign("bc-signed-pkcs1_authority-rsa.der", "SHA256withRSA", "authority-rsa", true);
    sign("bc-signed-ecdsa_authority-ec.der", "SHA384withECDSA", "authority-ec", false);
  }
}
