" Made by scripts/sync-recorded from the cards. Do not edit.
autocmd BufNewFile,BufRead *.lenet setfiletype lenet
