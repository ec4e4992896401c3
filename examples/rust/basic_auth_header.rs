//! The page's header from a personal access token, for other tools: basic_auth_header | curl -H @- URL

fn main() -> azdo::Result<()> {
    let pat = std::env::var("AZDO_PAT").unwrap_or_default();
    println!("Authorization: {}", *azdo::basic_auth_header("", &pat)?);
    Ok(())
}
